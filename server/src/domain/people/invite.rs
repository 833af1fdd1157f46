use super::scope;
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
        error::ErrorCode,
        event::EventKind,
        page::RowResult,
        person::{INVITE_PEOPLE_MAX, InvitePeopleRequest, InviteResult, PersonRequest, parse_invited},
    },
    store::{self, events::Log},
};

pub async fn invite(context: &Context, request: InvitePeopleRequest) -> Result<Vec<InviteResult>> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::taken_provider(db, context, request.provider, Action::ProviderUsersInvite).await?;
                if request.emails.is_empty() || request.emails.len() > INVITE_PEOPLE_MAX {
                    return Err(Error::field("emails", format!("Enter 1 to {INVITE_PEOPLE_MAX} addresses.")));
                }
                let scope = scope::for_role(request.role, &request.scope);
                scope::check(db, access.provider(), &scope).await?;
                let words = scope::words(request.role, &scope);
                let (mut results, mut invited, mut mails) = (Vec::new(), Vec::new(), Vec::new());
                for text in &request.emails {
                    let refused = match parse_invited(text) {
                        Err(why) => Some(why.to_string()),
                        Ok(email) => match store::people::insert(db, access.provider(), &email, request.role, context.now()).await? {
                            None => Some(format!("{email} is there already.")),
                            Some(person) if !limits::is_within(db, context, &Limit::invitation(context, access.provider(), email.as_str())?).await? => {
                                store::people::remove(db, access.provider(), person).await?;
                                Some(INVITED_OFTEN.to_owned())
                            }
                            Some(person) => {
                                scope::set(db, access.provider(), person, &scope).await?;
                                invited.push(NewEvent::in_provider(&access, EventKind::ProviderUserInvited, email.as_str()).person(person).detail(&words));
                                mails.push(Mail::ProviderInvitation { provider: access.provider(), person });
                                None
                            }
                        },
                    };
                    results.push(RowResult { row: text.clone(), refused });
                }
                limits::demand_invitations(db, context, Log::Provider(access.provider()), invited.len()).await?;
                events::record_all(db, context, invited).await?;
                outbox::send(db, context, &mails).await?;
                Ok(results)
            })
        })
        .await
}

pub async fn reinvite(context: &Context, request: PersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersReinvite).await?;
                let person = store::people::lock(db, access.provider(), request.person).await?.ok_or_else(Error::not_found)?;
                if !limits::is_within(db, context, &Limit::invitation(context, access.provider(), &person.email)?).await? {
                    return Err(Error::refused(ErrorCode::TooMany, INVITED_OFTEN));
                }
                if !store::people::set_invited_at(db, access.provider(), person.id, context.now()).await? {
                    return Err(Error::conflict(format!("{} has no open invitation.", person.email)));
                }
                events::record(db, context, NewEvent::in_provider(&access, EventKind::ProviderUserReinvited, person.email).person(person.id)).await?;
                outbox::send(db, context, &[Mail::ProviderInvitation { provider: access.provider(), person: person.id }]).await
            })
        })
        .await
}
