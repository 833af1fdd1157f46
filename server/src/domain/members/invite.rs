use super::rows::{CHANGED, Named, demand_some, no_seats, reached, result};
use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        limits::{self, INVITED_OFTEN, Limit},
        outbox::{self, Mail},
    },
    model::{
        access::Action,
        event::EventKind,
        id::MemberId,
        member::{InviteMembersRequest, MemberResult, MembersRequest},
        page::RowResult,
        person::{InviteResult, parse_invited},
        role::{Rights, Role, Status},
        text::Email,
    },
    store::{
        self, StoreError, Transaction,
        counters::{Shift, Shifted},
        events::Log,
    },
};
use std::collections::{HashMap, HashSet};

/// Refuses rights for a role that has its rights by itself.
pub(super) fn demand_fitting(role: Role, rights: Rights) -> Result<()> {
    if role != Role::Custom && !rights.is_empty() {
        return Err(Error::field("rights", "Only the Custom role has rights of its own. Choose Custom, or take the rights away."));
    }
    Ok(())
}

/// Invites people. Addresses that cannot be invited get a sentence each and spoil nothing;
/// if the free seats do not cover all the others, nobody is invited.
pub async fn invite(context: &Context, request: InviteMembersRequest) -> Result<Vec<InviteResult>> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientMembersInvite).await?;
                demand_some(request.emails.len(), "emails", "Enter at least one address.", "Enter at most 500 addresses at once.")?;
                demand_fitting(request.role, request.rights)?;
                client.demand_reach(request.role)?;
                client.demand_grantable(request.rights)?;
                let (new, results) = sort_out(db, context, request).await?;
                if new.is_empty() {
                    return Ok(results);
                }
                limits::demand_invitations(db, context, Log::Organization(client.organization()), new.len()).await?;
                let one = Shift::of(None, Some((request.role, Status::Invited)));
                let all = new.iter().fold(Shift::default(), |sum, _| sum.and(one));
                if store::counters::shift(db, client.organization(), all).await? != Shifted::Done {
                    return Err(no_seats(&client, store::organizations::seats(db, client.organization()).await?));
                }
                store::members::insert_invited(db, client.organization(), &new, (request.role, request.rights), context.now())
                    .await
                    .map_err(|error| if matches!(error, StoreError::Duplicate) { StoreError::Conflict } else { error })?;
                let detail = format!("as {}", super::list::role(request.role));
                let event =
                    |(id, email): &(MemberId, Email)| NewEvent::in_client(&client, EventKind::MemberInvited, email.as_str()).member(*id).detail(&detail);
                events::record_all(db, context, new.iter().map(event).collect()).await?;
                let mails = new.iter().map(|(member, _)| Mail::MemberInvitation { organization: client.organization(), member: *member }).collect::<Vec<_>>();
                outbox::send(db, context, &mails).await?;
                Ok(results)
            })
        })
        .await
}

/// The addresses to invite, and the result of every row.
async fn sort_out(db: &mut Transaction, context: &Context, request: &InviteMembersRequest) -> Result<(Vec<(MemberId, Email)>, Vec<InviteResult>)> {
    let parsed = request.emails.iter().map(|text| parse_invited(text)).collect::<Vec<_>>();
    let emails = parsed.iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
    let taken = store::members::emails_taken(db, request.organization, &emails).await?.into_iter().collect::<HashMap<_, _>>();
    let mut seen = HashSet::new();
    let mut new = Vec::new();
    let mut results = Vec::new();
    for (text, parsed) in request.emails.iter().zip(parsed) {
        let refused = match parsed {
            Err(error) => Some(error.to_string()),
            Ok(email) => match taken.get(email.as_str()) {
                Some(Status::Revoked) => Some("This person was revoked. Restore the member instead.".to_owned()),
                Some(Status::Invited) => Some("Already invited. You can send the invitation again.".to_owned()),
                Some(Status::Accepted | Status::Confirmed) => Some("Already a member.".to_owned()),
                None if !seen.insert(email.clone()) => Some("This address is in the list twice.".to_owned()),
                None if !limits::is_within(db, context, &Limit::invitation(context, request.organization, email.as_str())?).await? => {
                    Some(INVITED_OFTEN.to_owned())
                }
                None => {
                    new.push((MemberId::make(), email));
                    None
                }
            },
        };
        results.push(RowResult { row: text.clone(), refused });
    }
    Ok((new, results))
}

/// Sends invitations again. The links of before end.
pub async fn reinvite(context: &Context, request: MembersRequest) -> Result<Vec<MemberResult>> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientMembersReinvite).await?;
                let named = Named::load(db, &client, &request.members).await?;
                let mut results = Vec::new();
                let (mut new_events, mut mails) = (Vec::new(), Vec::new());
                for (id, row) in &named.rows {
                    let done = match reached(&client, row.as_ref()) {
                        Err(refusal) => Err(refusal),
                        Ok(row) if row.status != Status::Invited => Err("This person has accepted the invitation, or was revoked.".to_owned()),
                        Ok(row) if !limits::is_within(db, context, &Limit::invitation(context, client.organization(), &row.email)?).await? => {
                            Err(INVITED_OFTEN.to_owned())
                        }
                        Ok(row) if store::members::set_invited_at(db, client.organization(), row.id, context.now()).await? => {
                            new_events.push(NewEvent::in_client(&client, EventKind::MemberReinvited, &row.email).member(row.id));
                            mails.push(Mail::MemberInvitation { organization: client.organization(), member: row.id });
                            Ok(())
                        }
                        Ok(_) => Err(CHANGED.to_owned()),
                    };
                    results.push(result(*id, done));
                }
                events::record_all(db, context, new_events).await?;
                outbox::send(db, context, &mails).await?;
                Ok(results)
            })
        })
        .await
}
