//! Changing a provider's key. What is new is kept beside what holds, and takes its place in one transaction;
//! until then a change can be gone on with, or be dropped, and nothing is lost.

use super::{
    Context, Error, Result,
    events::{self, NewEvent},
    pins::pin,
};
use crate::{
    access::{self, ProviderAccess},
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        id::RotationId,
        key::Ciphertext,
        provider::ProviderRequest,
        role::{ProviderRole, Status},
        rotation::{
            BeginRotationRequest, FinishRotationRequest, LINKS_MAX, LinkKey, RewrapRequest, RotationRequest, RotationView, SealPeopleRequest, SealedPerson,
            UNSEALED_MAX, UnsealedPeopleRequest, UnsealedPerson,
        },
    },
    store::{self, Transaction},
};

/// Refuses what was wrapped by a provider key that is not the present one. Holds until the end of the transaction.
pub(super) async fn demand_revision(db: &mut Transaction, access: &ProviderAccess, revision: u32) -> Result<()> {
    if store::rotation::holds_revision(db, access.provider(), revision).await? {
        Ok(())
    } else {
        Err(Error::refused(ErrorCode::KeyChanged, "The provider key was changed a moment ago. Try again."))
    }
}

/// Whoever was confirmed knows the provider key: once he is out it should be changed.
pub(super) async fn note_leaving(db: &mut Transaction, context: &Context, access: &ProviderAccess, status: Status) -> Result<()> {
    if status == Status::Confirmed {
        store::rotation::mark_due(db, access.provider(), context.now()).await?;
    }
    Ok(())
}

pub async fn begin(context: &Context, request: BeginRotationRequest) -> Result<RotationView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderKeyRotate).await?;
                demand_sealed(&request.key)?;
                demand_revision(db, &access, request.revision).await?;
                store::rotation::begin(db, access.provider(), access.user(), context.now()).await?;
                let (public_key, _) = store::people::public_key(db, access.provider(), access.user()).await?.ok_or_else(Error::not_found)?;
                let own = (&request.key, &pin(&public_key)?, &request.record);
                if !store::rotation::keep_person(db, access.provider(), access.person(), &public_key, own).await? {
                    return Err(Error::Internal("a confirmed person who is not there"));
                }
                store::rotation::find(db, access.provider(), access.person()).await?.ok_or(Error::Internal("a change that was just begun is not there"))
            })
        })
        .await
}

pub async fn resume(context: &Context, request: ProviderRequest) -> Result<RotationView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderKeyRotate).await?;
    store::rotation::find(&mut db, access.provider(), access.person()).await?.ok_or_else(Error::not_found)
}

/// Hands out links that are to be wrapped anew. Their clients' owners see that it was done.
pub async fn links(context: &Context, request: RotationRequest) -> Result<Vec<LinkKey>> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderKeyRotate).await?;
                take(db, &access, request.rotation).await?;
                let open = store::rotation::open_links(db, access.provider(), LINKS_MAX).await?;
                let event = |(link, name): &store::rotation::OpenLink| NewEvent {
                    organization: Some(link.client),
                    provider: None,
                    ..NewEvent::in_provider(&access, EventKind::OrganizationKeyRewrapped, name.as_str())
                };
                events::record_all(db, context, open.iter().map(event).collect()).await?;
                Ok(open.into_iter().map(|(link, _)| link).collect())
            })
        })
        .await
}

pub async fn rewrap(context: &Context, request: RewrapRequest) -> Result<RotationView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderKeyRotate).await?;
                take(db, &access, request.rotation).await?;
                if request.links.len() > LINKS_MAX {
                    return Err(Error::field("links", format!("Send up to {LINKS_MAX} links at once.")));
                }
                for link in &request.links {
                    if link.key.is_sealed() {
                        return Err(Error::field("links", "A key is not in the expected form. Reload the page and try again."));
                    }
                    if !store::rotation::keep_link(db, access.provider(), link.client, &link.key).await? {
                        return Err(Error::not_found());
                    }
                }
                store::rotation::find(db, access.provider(), access.person()).await?.ok_or_else(Error::not_found)
            })
        })
        .await
}

pub async fn people(context: &Context, request: UnsealedPeopleRequest) -> Result<Vec<UnsealedPerson>> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderKeyRotate).await?;
    let present = store::rotation::find(&mut db, access.provider(), access.person()).await?;
    if present.is_none_or(|view| view.rotation != request.rotation) {
        return Err(dropped());
    }
    Ok(store::rotation::unsealed(&mut db, access.provider(), request.after, UNSEALED_MAX).await?)
}

pub async fn seal(context: &Context, request: SealPeopleRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderKeyRotate).await?;
                take(db, &access, request.rotation).await?;
                if request.people.len() > UNSEALED_MAX {
                    return Err(Error::field("people", format!("Send up to {UNSEALED_MAX} people at once.")));
                }
                for sealed in &request.people {
                    keep(db, &access, sealed).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn keep(db: &mut Transaction, access: &ProviderAccess, sealed: &SealedPerson) -> Result<()> {
    demand_sealed(&sealed.key)?;
    let person = store::people::lock(db, access.provider(), sealed.person).await?.ok_or_else(Error::not_found)?;
    let user = person.user.ok_or_else(Error::not_found)?;
    let (present, _) = store::people::public_key(db, access.provider(), user).await?.ok_or_else(Error::not_found)?;
    let next = (&sealed.key, &sealed.pin, &sealed.record);
    if pin(&present)? == sealed.pin && store::rotation::keep_person(db, access.provider(), person.id, &present, next).await? {
        Ok(())
    } else {
        let words = format!("The key of {} is not the one you compared, or the person is not confirmed any longer. Begin again.", person.email);
        Err(Error::refused(ErrorCode::KeyChanged, words))
    }
}

pub async fn finish(context: &Context, request: FinishRotationRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderKeyRotate).await?;
                take(db, &access, request.rotation).await?;
                if store::rotation::count_open_links(db, access.provider()).await? > 0 {
                    return Err(Error::conflict("Clients were added meanwhile. Go on with the change, so that their keys are wrapped too."));
                }
                let mut left_out = Vec::new();
                for person in &request.without {
                    if let Some((role, email)) = store::rotation::set_back(db, access.provider(), *person).await? {
                        // Never the last one: the caller holds the new key and stays.
                        if role == ProviderRole::Admin && !store::providers::shift_confirmed_admins(db, access.provider(), -1).await? {
                            return Err(Error::conflict("A provider needs one confirmed admin."));
                        }
                        left_out.push(email);
                    }
                }
                if !store::rotation::unsealed(db, access.provider(), None, 1).await?.is_empty() {
                    return Err(Error::conflict("Somebody was confirmed meanwhile. Go on with the change, so that he gets the new key too."));
                }
                store::rotation::replace(db, access.provider(), access.user(), context.now()).await?;
                let event = NewEvent::in_provider(&access, EventKind::ProviderKeyRotated, access.provider_name());
                let words = if left_out.is_empty() { String::new() } else { format!("To be confirmed again: {}", left_out.join(", ")) };
                events::record(db, context, event.detail(words)).await
            })
        })
        .await
}

async fn take(db: &mut Transaction, access: &ProviderAccess, rotation: RotationId) -> Result<()> {
    if store::rotation::take(db, access.provider(), rotation).await? { Ok(()) } else { Err(dropped()) }
}

/// Somebody left, or another admin began anew.
fn dropped() -> Error {
    Error::conflict("This change of the key was dropped, because somebody left or began another. Begin again.")
}

fn demand_sealed(key: &Ciphertext) -> Result<()> {
    if key.is_sealed() { Ok(()) } else { Err(Error::field("key", "The key is not in the expected form. Reload the page and try again.")) }
}
