//! First-run set-up: the first admin and his provider.

use super::{
    Context, Error, Result,
    accounts::{self, NewAccount},
    events::{self, NewEvent},
    limits::{self, Limit},
    secrets,
};
use crate::{
    model::{
        event::EventKind,
        id::{ProviderId, ProviderUserId},
        role::Plan,
        setup::{SetupRequest, SetupStatus},
    },
    store::{self, Transaction, setup::NewProvider},
};

/// The most seats that can be bought on one plan.
const SEATS: u32 = 100_000;

/// Whether this installation still waits for its first admin.
pub async fn status(context: &Context, (): ()) -> Result<SetupStatus> {
    let mut db = context.read().await?;
    Ok(SetupStatus { is_needed: store::setup::is_needed(&mut db).await? })
}

/// Makes the first account, the provider and its plan for whoever has the set-up token.
pub async fn create(context: &Context, request: SetupRequest) -> Result<()> {
    if !status(context, ()).await?.is_needed {
        return Err(done());
    }
    limits::take(context, &[&Limit::setup_from(context)]).await?;
    let is_right = context.instance().setup_token.as_ref().is_some_and(|token| secrets::are_equal(token, &request.setup_token));
    if !is_right {
        return Err(Error::field("setup_token", "This is not the set-up token. Copy it from the server's log, where it was printed at the first start."));
    }
    install(context, request).await
}

/// Makes the first account, the provider and its plan, whatever the token. All or nothing, and once in an installation.
pub async fn install(context: &Context, request: SetupRequest) -> Result<()> {
    for (field, seats) in [("teams_seats", request.teams_seats), ("enterprise_seats", request.enterprise_seats)] {
        if seats > SEATS {
            return Err(Error::field(field, "Enter 0 to 100,000 seats."));
        }
    }
    if !request.provider_key.is_sealed() {
        return Err(Error::field("provider_key", "This key is not in the expected form. Reload the page and try again."));
    }
    let admin = NewAccount::prepare(request.email.clone(), request.name.clone(), request.keys.clone()).await?;
    context.command((request, admin), |db, context, (request, admin)| Box::pin(make(db, context, request, admin))).await
}

async fn make(db: &mut Transaction, context: &Context, request: &SetupRequest, admin: &NewAccount) -> Result<()> {
    if !store::setup::take(db, context.now()).await? {
        return Err(done());
    }
    accounts::make(db, context, admin).await?;
    let new = NewProvider {
        id: ProviderId::make(),
        name: &request.provider_name,
        billing_email: &request.billing_email,
        seats: [(Plan::Teams, request.teams_seats), (Plan::Enterprise, request.enterprise_seats)],
        person: ProviderUserId::make(),
        user: admin.id(),
        email: admin.email(),
        key: &request.provider_key,
    };
    store::setup::insert_provider(db, &new, context.now()).await?;
    let event = |kind, subject: &str| NewEvent { provider: Some(new.id), actor: Some(new.user), acting_provider: Some(new.id), ..NewEvent::new(kind, subject) };
    let seats = format!("Teams: {} seats, Enterprise: {} seats", request.teams_seats, request.enterprise_seats);
    let events = vec![
        event(EventKind::ProviderUserConfirmed, new.email.as_str()).person(new.person).detail("First admin, at set-up"),
        event(EventKind::PlanUpdated, new.name.as_str()).detail(seats),
    ];
    events::record_all(db, context, events).await
}

fn done() -> Error {
    Error::conflict("This server is set up already. Sign in instead.")
}
