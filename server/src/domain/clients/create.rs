use super::{settings::check_seats, tags};
use crate::{
    access::{self, ProviderAccess},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        limits::{self, INVITED_OFTEN, Limit},
        outbox::{self, Mail},
        pools, rotation,
    },
    model::{
        access::Action,
        client::{ClientStatus, ClientView, CreateClientRequest},
        error::ErrorCode,
        event::EventKind,
        id::{CollectionId, LinkId, MemberId, OrganizationId},
        key::ClientKeys,
        text::Tag,
    },
    store::{self, Transaction, clients::NewClient, events::Log, idempotency::Claim},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

pub async fn create(context: &Context, request: CreateClientRequest) -> Result<ClientView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::taken_provider(db, context, request.provider, Action::ProviderClientsCreate).await?;
                check_seats(request.seats)?;
                check_keys(&request.keys)?;
                let tags = tags::distinct(&request.tags)?;
                let command = fingerprint(request)?;
                match store::idempotency::claim(db, access.user(), request.idempotency_key, &command, context.now()).await? {
                    Claim::First => {}
                    Claim::Repeated { command: before, answer } if before == command => {
                        return serde_json::from_str(&answer).map_err(|_| Error::Internal("a kept answer that cannot be read"));
                    }
                    Claim::Repeated { .. } => {
                        return Err(Error::conflict("This form was already used to create another client. Close it and start again."));
                    }
                }
                rotation::demand_revision(db, &access, request.key_revision).await?;
                demand_invitation(db, context, &access, request).await?;
                let view = write(db, context, &access, request, tags).await?;
                let answer = serde_json::to_string(&view).map_err(|_| Error::Internal("an answer that cannot be written down"))?;
                store::idempotency::keep(db, access.user(), request.idempotency_key, answer).await?;
                Ok(view)
            })
        })
        .await
}

async fn write(db: &mut Transaction, context: &Context, access: &ProviderAccess, request: &CreateClientRequest, tags: Vec<Tag>) -> Result<ClientView> {
    let bought = pools::draw(db, access, request.plan, request.seats, request.buying).await?;
    let new = NewClient {
        organization: OrganizationId::make(),
        link: LinkId::make(),
        collection: CollectionId::make(),
        owner: MemberId::make(),
        request,
        tags: &tags,
        now: context.now(),
    };
    store::clients::insert(db, &new).await?;
    let event = |kind, subject: &str| NewEvent { organization: Some(new.organization), ..NewEvent::in_provider(access, kind, subject) };
    let plan = pools::plan_name(request.plan);
    let events = vec![
        event(EventKind::ClientCreated, request.name.as_str()).detail(format!("{plan}, {} seats{}", request.seats, pools::bought_words(bought))),
        NewEvent { collection: Some(new.collection), ..event(EventKind::CollectionCreated, "First collection") },
        event(EventKind::MemberInvited, request.owner_email.as_str()).member(new.owner).detail("Owner"),
    ];
    events::record_all(db, context, events).await?;
    outbox::send(db, context, &[Mail::MemberInvitation { organization: new.organization, member: new.owner }]).await?;
    Ok(ClientView {
        id: new.organization,
        link: new.link,
        name: request.name.as_str().to_owned(),
        status: ClientStatus::SettingUp,
        plan: request.plan,
        seats: request.seats,
        occupied: 1,
        to_confirm: 0,
        invited: 1,
        has_owner: false,
        last_activity: Some(context.now()),
        tags,
    })
}

/// Refuses a first owner to whom no more may be mailed. The invitation is the provider's: a new organization of each call would count from zero.
async fn demand_invitation(db: &mut Transaction, context: &Context, access: &ProviderAccess, request: &CreateClientRequest) -> Result<()> {
    limits::demand_invitations(db, context, Log::Provider(access.provider()), 1).await?;
    if !limits::is_within(db, context, &Limit::invitation(context, access.provider(), request.owner_email.as_str())?).await? {
        return Err(Error::refused(ErrorCode::TooMany, INVITED_OFTEN));
    }
    Ok(())
}

/// What makes two calls the same command. Keys are made anew on each try, so that they are no part of it.
fn fingerprint(request: &CreateClientRequest) -> Result<String> {
    let what = (request.provider, &request.name, request.plan, request.seats, &request.owner_email, &request.tags);
    let text = serde_json::to_vec(&what).map_err(|_| Error::Internal("a command that cannot be written down"))?;
    Ok(format!("clients/create {}", URL_SAFE_NO_PAD.encode(Sha256::digest(text))))
}

fn check_keys(keys: &ClientKeys) -> Result<()> {
    if keys.link_key.is_sealed() || keys.private_key.is_sealed() || keys.collection_name.is_sealed() {
        return Err(Error::field("keys", "The keys of the new client are not in the expected form. Reload the page and try again."));
    }
    Ok(())
}
