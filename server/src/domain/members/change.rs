use super::{
    invite::demand_fitting,
    list::{role, words},
    rows::{CHANGED, Named, Refusal, is_self, no_seats, not_shifted, reached, result, sentence},
};
use crate::{
    access::{self, ClientAccess},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        limits::{self, Limit},
        outbox::{self, Mail},
    },
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        member::{MemberResult, MembersRequest, UpdateMemberRequest},
        organization::OrganizationRequest,
        role::Status,
    },
    store::{
        self, Transaction,
        counters::{Shift, Shifted},
        members::{ChangedRole, ChangedStatus, MemberRow},
    },
};

/// Changes role and rights.
pub async fn update(context: &Context, request: UpdateMemberRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientMembersUpdate).await?;
                demand_fitting(request.role, request.rights)?;
                client.demand_reach(request.role)?;
                client.demand_grantable(request.rights)?;
                let organization = client.organization();
                let member = store::members::find(db, organization, request.member).await?.ok_or_else(Error::not_found)?;
                client.demand_reach(member.role)?;
                if is_self(&client, &member) {
                    return Err(Error::refused(ErrorCode::Forbidden, "You cannot change your own role. Ask another admin to do it."));
                }
                if (member.role, member.rights) == (request.role, request.rights) {
                    return Ok(());
                }
                let shift = Shift::of(Some((member.role, member.status)), Some((request.role, member.status)));
                not_shifted(store::counters::shift(db, organization, shift).await?).map_err(Error::conflict)?;
                if !store::members::set_role(db, organization, &member, ChangedRole { role: request.role, rights: request.rights }).await? {
                    return Err(Error::conflict(CHANGED));
                }
                if let Some(user) = member.user {
                    store::revisions::touch_user(db, user, context.now()).await?;
                }
                let event = NewEvent::in_client(&client, EventKind::MemberUpdated, &member.email).member(member.id);
                events::record(db, context, event.detail(what_changed(&member, request))).await
            })
        })
        .await
}

fn what_changed(was: &MemberRow, to: &UpdateMemberRequest) -> String {
    let mut changes = Vec::new();
    if was.role != to.role {
        changes.push(format!("role from {} to {}", role(was.role), role(to.role)));
    }
    if was.rights != to.rights {
        changes.push(if to.rights.is_empty() { "rights: none".to_owned() } else { format!("rights: {}", words(to.rights)) });
    }
    changes.join("; ")
}

/// What a bulk command does to each member.
#[derive(Clone, Copy)]
enum Change {
    Revoke,
    Restore,
    Remove,
}

/// Takes access away until restored; frees the seats.
pub async fn revoke(context: &Context, request: MembersRequest) -> Result<Vec<MemberResult>> {
    change_each(context, request, Change::Revoke).await
}

/// Gives revoked access back, as it was, while seats are free.
pub async fn restore(context: &Context, request: MembersRequest) -> Result<Vec<MemberResult>> {
    change_each(context, request, Change::Restore).await
}

/// Removes members from the organization.
pub async fn remove(context: &Context, request: MembersRequest) -> Result<Vec<MemberResult>> {
    change_each(context, request, Change::Remove).await
}

async fn change_each(context: &Context, request: MembersRequest, change: Change) -> Result<Vec<MemberResult>> {
    context
        .command((request, change), |db, context, (request, change)| {
            Box::pin(async move {
                let (action, kind) = match change {
                    Change::Revoke => (Action::ClientMembersRevoke, EventKind::MemberRevoked),
                    Change::Restore => (Action::ClientMembersRestore, EventKind::MemberRestored),
                    Change::Remove => (Action::ClientMembersRemove, EventKind::MemberRemoved),
                };
                let client = access::taken_client(db, context, request.organization, action).await?;
                let named = Named::load(db, &client, &request.members).await?;
                let mut results = Vec::new();
                let (mut done, mut mails) = (Vec::new(), Vec::new());
                for (id, row) in &named.rows {
                    let outcome = match reached(&client, row.as_ref()).and_then(|row| allowed(&client, row, *change).map(|()| row)) {
                        Err(refusal) => Err(refusal),
                        Ok(row) => {
                            let outcome = apply(db, &client, row, *change).await?;
                            if outcome.is_ok() {
                                if let Some(user) = row.user {
                                    store::revisions::touch_user(db, user, context.now()).await?;
                                }
                                done.push(NewEvent::in_client(&client, kind, &row.email).member(row.id));
                                if matches!(change, Change::Restore) && status_before(row) == Status::Invited {
                                    mails.extend(invite_anew(db, context, &client, row).await?);
                                }
                            }
                            outcome
                        }
                    };
                    results.push(result(*id, outcome));
                }
                events::record_all(db, context, done).await?;
                outbox::send(db, context, &mails).await?;
                Ok(results)
            })
        })
        .await
}

/// An invitation that was revoked ends for good, whoever has its link: the person gets another, unless there were many within the hour.
async fn invite_anew(db: &mut Transaction, context: &Context, client: &ClientAccess, row: &MemberRow) -> Result<Option<Mail>> {
    store::members::set_invited_at(db, client.organization(), row.id, context.now()).await?;
    let may_mail = limits::is_within(db, context, &Limit::invitation(context, client.organization(), &row.email)?).await?;
    Ok(may_mail.then_some(Mail::MemberInvitation { organization: client.organization(), member: row.id }))
}

/// Whether the member's state lets the change happen at all.
fn allowed(client: &ClientAccess, row: &MemberRow, change: Change) -> std::result::Result<(), Refusal> {
    let refusal = match change {
        Change::Revoke if is_self(client, row) => "You cannot revoke yourself. Ask another admin to do it.",
        // Else a provider user could take back a membership that the client took from him.
        Change::Restore if is_self(client, row) => "You cannot restore yourself. Ask another admin to do it.",
        Change::Remove if is_self(client, row) => "You cannot remove yourself. Leave the organization instead, or ask another admin.",
        Change::Revoke if row.status == Status::Revoked => "This member is revoked already.",
        Change::Restore if row.status != Status::Revoked => "This member is not revoked.",
        _ => return Ok(()),
    };
    Err(refusal.to_owned())
}

/// Changes counters and row together, or neither.
async fn apply(db: &mut Transaction, client: &ClientAccess, row: &MemberRow, change: Change) -> Result<std::result::Result<(), Refusal>> {
    let to = match change {
        Change::Revoke => Some(ChangedStatus { status: Status::Revoked, prior_status: Some(row.status) }),
        Change::Restore => Some(ChangedStatus { status: status_before(row), prior_status: None }),
        Change::Remove => None,
    };
    let shift = Shift::of(Some((row.role, row.status)), to.map(|to| (row.role, to.status)));
    match store::counters::shift(db, client.organization(), shift).await? {
        Shifted::Done => {}
        Shifted::NoSeats => return Ok(Err(sentence(&no_seats(client, store::organizations::seats(db, client.organization()).await?)))),
        refused @ Shifted::LastOwner => return Ok(not_shifted(refused).map_err(str::to_owned)),
    }
    let changed = match to {
        Some(to) => store::members::set_status(db, client.organization(), row, to).await?,
        None => store::members::remove(db, client.organization(), row).await?,
    };
    if changed {
        return Ok(Ok(()));
    }
    // The person accepted an invitation in between. The organization's row is ours, so the way back is free.
    let back = Shift::of(to.map(|to| (row.role, to.status)), Some((row.role, row.status)));
    store::counters::shift(db, client.organization(), back).await?;
    Ok(Err(CHANGED.to_owned()))
}

/// What a revoked member comes back to.
const fn status_before(row: &MemberRow) -> Status {
    match (row.prior_status, row.user, row.has_key) {
        (Some(prior), ..) => prior,
        (None, None, _) => Status::Invited,
        (None, Some(_), false) => Status::Accepted,
        (None, Some(_), true) => Status::Confirmed,
    }
}

/// Ends the caller's own membership.
pub async fn leave(context: &Context, request: OrganizationRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientMembersLeave).await?;
                let own = store::members::find_own(db, client.organization(), client.user()).await?.ok_or_else(Error::not_found)?;
                let shift = Shift::of(Some((own.role, own.status)), None);
                not_shifted(store::counters::shift(db, client.organization(), shift).await?).map_err(Error::conflict)?;
                if !store::members::remove(db, client.organization(), &own).await? {
                    return Err(Error::conflict(CHANGED));
                }
                store::revisions::touch_user(db, client.user(), context.now()).await?;
                events::record(db, context, NewEvent::in_client(&client, EventKind::MemberLeft, &own.email).member(own.id)).await
            })
        })
        .await
}
