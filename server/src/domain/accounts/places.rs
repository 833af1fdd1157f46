use crate::{
    domain::{
        Context, Result,
        events::{self, NewEvent},
    },
    model::{event::EventKind, id::UserId, text::Email, time::Micros},
    store::{self, Transaction, events::Log},
};

/// What is told again within this time is one event.
const AGAIN: i64 = Micros::MINUTE;

/// Writes what concerns an account into the log of each organization and provider in which its owner is confirmed.
pub(in crate::domain) async fn record_everywhere(db: &mut Transaction, context: &Context, who: (UserId, &Email), kind: EventKind, detail: &str) -> Result<()> {
    let logs = logs(db, who.0).await?;
    events::record_all(db, context, logs.into_iter().map(|log| event(log, who, kind).detail(detail)).collect()).await
}

/// The same of what may be told several times: a log that has it from the last minute gets no second one.
pub(in crate::domain) async fn record_everywhere_once(db: &mut Transaction, context: &Context, who: (UserId, &Email), kind: EventKind) -> Result<()> {
    store::users::take(db, who.0).await?;
    let mut new = Vec::new();
    for log in logs(db, who.0).await? {
        if !store::events::is_recent(db, log, kind, who.0, context.now().plus(-AGAIN)).await? {
            new.push(event(log, who, kind));
        }
    }
    events::record_all(db, context, new).await
}

async fn logs(db: &mut Transaction, user: UserId) -> Result<Vec<Log>> {
    let (organizations, providers) = store::accounts::confirmed_places(db, user).await?;
    Ok(organizations.into_iter().map(Log::Organization).chain(providers.into_iter().map(Log::Provider)).collect())
}

fn event(log: Log, (user, email): (UserId, &Email), kind: EventKind) -> NewEvent {
    let event = NewEvent { actor: Some(user), ..NewEvent::new(kind, email.as_str()) };
    match log {
        Log::Organization(id) => NewEvent { organization: Some(id), ..event },
        Log::Provider(id) => NewEvent { provider: Some(id), ..event },
    }
}
