use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        outbox::{self, Mail},
        pins::{demand_compared, pin},
        rotation,
    },
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        id::UserId,
        person::{ConfirmPersonRequest, PersonRequest, PublicKeyView},
        role::{ProviderRole, Status},
    },
    store,
};

pub async fn public_key(context: &Context, request: PersonRequest) -> Result<PublicKeyView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderUsersPublicKeys).await?;
    let person = store::people::find(&mut db, access.provider(), request.person).await?.ok_or_else(Error::not_found)?;
    let user_id = account(person.status, person.user, &person.email)?;
    let (public_key, pinned) = store::people::public_key(&mut db, access.provider(), user_id).await?.ok_or_else(Error::not_found)?;
    Ok(PublicKeyView { user_id, public_key, pinned })
}

/// Confirms a person. The caller compared the phrase of the key that he names by its pin, and says so of an older pin
/// that this one replaces; a key that has changed since is refused until it was compared too.
pub async fn confirm(context: &Context, request: ConfirmPersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersConfirm).await?;
                if !request.key.is_sealed() {
                    return Err(Error::field("key", "The key is not in the expected form. Reload the page and try again."));
                }
                let person = store::people::lock(db, access.provider(), request.person).await?.ok_or_else(Error::not_found)?;
                let user = account(person.status, person.user, &person.email)?;
                if person.status == Status::Confirmed {
                    return Err(Error::conflict(format!("{} is confirmed already.", person.email)));
                }
                rotation::demand_revision(db, &access, request.key_revision).await?;
                let (present, before) = store::people::public_key(db, access.provider(), user).await?.ok_or_else(Error::not_found)?;
                let is_compared = pin(&present)? == request.pin;
                if !is_compared || !store::people::confirm(db, access.provider(), person.id, (user, &present), &request.key).await? {
                    return Err(Error::refused(
                        ErrorCode::KeyChanged,
                        format!("The key of {} is not the one you compared. Compare the fingerprint phrase again before you confirm.", person.email),
                    ));
                }
                demand_compared(&person.email, &request.pin, before.as_ref(), request.replaces.as_ref())?;
                if person.role == ProviderRole::Admin {
                    store::providers::shift_confirmed_admins(db, access.provider(), 1).await?;
                }
                store::people::pin_key(db, access.provider(), user, (&request.pin, request.record.as_ref()), access.user(), context.now()).await?;
                events::record(db, context, NewEvent::in_provider(&access, EventKind::ProviderUserConfirmed, person.email).person(person.id)).await?;
                outbox::send(db, context, &[Mail::ProviderUserConfirmed { provider: access.provider(), person: person.id }]).await
            })
        })
        .await
}

/// The account of somebody who has accepted.
fn account(status: Status, user: Option<UserId>, email: &str) -> Result<UserId> {
    match (status, user) {
        (Status::Accepted | Status::Confirmed, Some(user)) => Ok(user),
        (Status::Revoked, _) => Err(Error::conflict(format!("{email} is revoked. Restore the access first."))),
        _ => Err(Error::conflict(format!("{email} has not accepted the invitation yet."))),
    }
}
