use super::scope::{self, Place};
use crate::{
    access::{self, ProviderAccess},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        limits::{self, Limit},
        outbox::{self, Mail},
        rotation,
    },
    model::{
        access::Action,
        event::EventKind,
        id::ProviderUserId,
        person::{PersonRequest, UpdatePersonRequest},
        role::{ProviderRole, Status},
    },
    store::{self, Transaction, people::Placed},
};

pub async fn update(context: &Context, request: UpdatePersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersUpdate).await?;
                let person = other(db, &access, request.person).await?;
                let before = Place { role: person.role, scope: scope::of(db, access.provider(), &person).await? };
                let after = Place { role: request.role, scope: scope::for_role(request.role, &request.scope) };
                if before == after {
                    return Ok(());
                }
                keep_an_admin(db, &access, (person.role, person.status), (request.role, person.status)).await?;
                store::people::set_role(db, access.provider(), person.id, request.role).await?;
                scope::set(db, access.provider(), person.id, &after.scope).await?;
                let words = scope::what_changed(db, access.provider(), &before, &after).await?;
                record(db, context, &access, EventKind::ProviderUserUpdated, &person, words).await
            })
        })
        .await
}

pub async fn revoke(context: &Context, request: PersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersRevoke).await?;
                let person = other(db, &access, request.person).await?;
                if !store::people::revoke(db, access.provider(), person.id).await? {
                    return Err(Error::conflict(format!("{} is revoked already.", person.email)));
                }
                keep_an_admin(db, &access, (person.role, person.status), (person.role, Status::Revoked)).await?;
                rotation::note_leaving(db, context, &access, person.status).await?;
                record(db, context, &access, EventKind::ProviderUserRevoked, &person, String::new()).await
            })
        })
        .await
}

pub async fn restore(context: &Context, request: PersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersRestore).await?;
                let person = other(db, &access, request.person).await?;
                let status = person.prior_status.unwrap_or(Status::Invited);
                if !store::people::restore(db, access.provider(), person.id, status).await? {
                    return Err(Error::conflict(format!("{} is not revoked.", person.email)));
                }
                keep_an_admin(db, &access, (person.role, person.status), (person.role, status)).await?;
                record(db, context, &access, EventKind::ProviderUserRestored, &person, String::new()).await?;
                if status == Status::Invited { invite_anew(db, context, &access, &person).await } else { Ok(()) }
            })
        })
        .await
}

/// An invitation that was revoked ends for good, whoever has its link: the person gets another, unless there were many within the hour.
async fn invite_anew(db: &mut Transaction, context: &Context, access: &ProviderAccess, person: &Placed) -> Result<()> {
    store::people::set_invited_at(db, access.provider(), person.id, context.now()).await?;
    if limits::is_within(db, context, &Limit::invitation(context, access.provider(), &person.email)?).await? {
        outbox::send(db, context, &[Mail::ProviderInvitation { provider: access.provider(), person: person.id }]).await?;
    }
    Ok(())
}

pub async fn remove(context: &Context, request: PersonRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUsersRemove).await?;
                let person = other(db, &access, request.person).await?;
                store::people::remove(db, access.provider(), person.id).await?;
                rotation::note_leaving(db, context, &access, person.status).await?;
                keep_an_admin(db, &access, (person.role, person.status), (person.role, Status::Revoked)).await?;
                record(db, context, &access, EventKind::ProviderUserRemoved, &person, String::new()).await
            })
        })
        .await
}

/// Somebody else of the provider. Nobody changes his own access: an admin who locks himself out by a slip cannot undo it.
async fn other(db: &mut Transaction, access: &ProviderAccess, person: ProviderUserId) -> Result<Placed> {
    if person == access.person() {
        return Err(Error::conflict("You cannot change your own access. Ask another provider admin."));
    }
    store::people::lock(db, access.provider(), person).await?.ok_or_else(Error::not_found)
}

/// Counts confirmed admins along with a change of one person, and refuses to take the last one.
async fn keep_an_admin(db: &mut Transaction, access: &ProviderAccess, from: (ProviderRole, Status), to: (ProviderRole, Status)) -> Result<()> {
    let counts = |place: (ProviderRole, Status)| i64::from(place == (ProviderRole::Admin, Status::Confirmed));
    let by = counts(to) - counts(from);
    if by == 0 || store::providers::shift_confirmed_admins(db, access.provider(), by).await? {
        Ok(())
    } else {
        Err(Error::conflict("A provider needs one confirmed admin. Make somebody else an admin first."))
    }
}

async fn record(db: &mut Transaction, context: &Context, access: &ProviderAccess, kind: EventKind, person: &Placed, detail: String) -> Result<()> {
    events::record(db, context, NewEvent::in_provider(access, kind, person.email.as_str()).person(person.id).detail(detail)).await
}
