use super::{
    Context, Error, Result,
    csv::{self, Table},
    live,
};
use crate::{
    access::{self, ClientAccess, LinkedClient, ProviderAccess},
    model::{
        access::Action,
        event::{
            EventActor, EventFilter, EventKind, EventView, OrganizationActorsRequest, OrganizationEventsRequest, ProviderActorsRequest, ProviderEventsRequest,
        },
        id::{CollectionId, GroupId, ItemId, MemberId, OrganizationId, ProviderId, ProviderUserId, UserId},
        page::{Cursor, PAGE_ROWS, Page, TextFile},
        time::Micros,
    },
    store::{
        self, Connection, Transaction, cursor,
        events::{Log, Place, Window},
    },
};

/// An event that is about to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub kind: EventKind,
    pub organization: Option<OrganizationId>,
    pub provider: Option<ProviderId>,
    pub actor: Option<UserId>,
    pub acting_provider: Option<ProviderId>,
    pub member: Option<MemberId>,
    /// One of the provider's people. An event that names one is in the provider's log alone, whatever client it is about.
    pub person: Option<ProviderUserId>,
    pub item: Option<ItemId>,
    pub collection: Option<CollectionId>,
    pub group: Option<GroupId>,
    /// Whom or what it concerned, in words.
    pub subject: String,
    /// More, in words.
    pub detail: String,
}

impl NewEvent {
    /// An event of nobody's log; give it an organization or a provider.
    pub fn new(kind: EventKind, subject: impl Into<String>) -> Self {
        Self {
            kind,
            organization: None,
            provider: None,
            actor: None,
            acting_provider: None,
            member: None,
            person: None,
            item: None,
            collection: None,
            group: None,
            subject: subject.into(),
            detail: String::new(),
        }
    }

    /// In the log of a provider, done by one of its users.
    pub fn in_provider(access: &ProviderAccess, kind: EventKind, subject: impl Into<String>) -> Self {
        Self { provider: Some(access.provider()), actor: Some(access.user()), acting_provider: Some(access.provider()), ..Self::new(kind, subject) }
    }

    /// In the logs of a client and its provider, done from the Provider Portal.
    pub fn in_linked_client(client: &LinkedClient, kind: EventKind) -> Self {
        Self { organization: Some(client.organization()), ..Self::in_provider(client.by(), kind, client.name()) }
    }

    /// In the log of an organization, and of the provider if one of its users did it.
    pub fn in_client(access: &ClientAccess, kind: EventKind, subject: impl Into<String>) -> Self {
        Self {
            organization: Some(access.organization()),
            provider: access.acting_provider(),
            actor: Some(access.user()),
            acting_provider: access.acting_provider(),
            ..Self::new(kind, subject)
        }
    }

    #[must_use]
    pub fn member(self, member: MemberId) -> Self {
        Self { member: Some(member), ..self }
    }

    #[must_use]
    pub fn person(self, person: ProviderUserId) -> Self {
        Self { person: Some(person), ..self }
    }

    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// Writes an event in the transaction of its effect.
pub async fn record(db: &mut Transaction, context: &Context, event: NewEvent) -> Result<()> {
    record_all(db, context, vec![event]).await
}

/// Writes several events in the transaction of their effect. The organizations concerned count as active now.
pub async fn record_all(db: &mut Transaction, context: &Context, events: Vec<NewEvent>) -> Result<()> {
    context.note(events.iter().flat_map(live::topics_of));
    store::events::insert(db, &events, context.now(), context.device()).await.map_err(Error::from)
}

/// The window without times in the filter.
const DEFAULT_WINDOW: i64 = 30 * Micros::DAY;
/// The longest window.
const MAX_WINDOW: i64 = 367 * Micros::DAY;
/// Rows that the making of a file reads at a time.
const EXPORT_CHUNK: u32 = 1_000;

/// The provider's log, newest first. Only provider admins read it, so the scope of service users does not matter.
pub async fn of_provider(context: &Context, request: ProviderEventsRequest) -> Result<Page<EventView>> {
    let mut db = context.read().await?;
    let provider = access::provider(&mut db, context, request.provider, Action::ProviderEventsRead).await?;
    page(&mut db, context, Log::Provider(provider.provider()), &request.filter, request.cursor.as_ref()).await
}

/// The organization's log, newest first, with all that provider users did in it.
pub async fn of_organization(context: &Context, request: OrganizationEventsRequest) -> Result<Page<EventView>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientEventsRead).await?;
    page(&mut db, context, Log::Organization(client.organization()), &request.filter, request.cursor.as_ref()).await
}

/// Who did something in the provider's log, by name.
pub async fn actors_of_provider(context: &Context, request: ProviderActorsRequest) -> Result<Page<EventActor>> {
    let mut db = context.read().await?;
    let provider = access::provider(&mut db, context, request.provider, Action::ProviderEventsRead).await?;
    actors(&mut db, Log::Provider(provider.provider()), &request.search, request.cursor.as_ref()).await
}

/// Who did something in the organization's log, by name: its own people and the provider's, also those who have left.
pub async fn actors_of_organization(context: &Context, request: OrganizationActorsRequest) -> Result<Page<EventActor>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientEventsRead).await?;
    actors(&mut db, Log::Organization(client.organization()), &request.search, request.cursor.as_ref()).await
}

async fn actors(db: &mut Connection, log: Log, search: &str, cursor: Option<&Cursor>) -> Result<Page<EventActor>> {
    let list = ("event actors", log, search);
    let after = cursor.map(|cursor| cursor::parse(&list, cursor)).transpose()?;
    let found = store::events::actors(db, log, search, after, PAGE_ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, PAGE_ROWS, |(_, place)| cursor::make(&list, place))?;
    Ok(Page { rows: rows.into_iter().map(|(actor, _)| actor).collect(), next })
}

/// The provider's log as a file: what the filter shows.
pub async fn export_csv_of_provider(context: &Context, request: ProviderEventsRequest) -> Result<TextFile> {
    let mut db = context.read().await?;
    let provider = access::provider(&mut db, context, request.provider, Action::ProviderEventsRead).await?;
    drop(db);
    file(context, Log::Provider(provider.provider()), &request.filter).await
}

/// The organization's log as a file: what the filter shows.
pub async fn export_csv(context: &Context, request: OrganizationEventsRequest) -> Result<TextFile> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientEventsRead).await?;
    drop(db);
    file(context, Log::Organization(client.organization()), &request.filter).await
}

async fn file(context: &Context, log: Log, filter: &EventFilter) -> Result<TextFile> {
    let window = window(filter, context.now())?;
    let _turn = csv::turn(match log {
        Log::Provider(provider) => provider.uuid(),
        Log::Organization(organization) => organization.uuid(),
    })
    .await?;
    let mut table = Table::new(&["Time (UTC)", "Event", "Number", "Person", "E-mail", "Acting for", "Subject", "Detail", "Address", "Device", "Client"]);
    let mut after = None;
    loop {
        // A connection for each chunk: between two of them others get theirs.
        let events = store::events::list(&mut context.read().await?, log, window, filter, after, EXPORT_CHUNK).await?;
        for event in &events {
            let (name, email, provider) = match &event.actor {
                Some(actor) => (actor.name.as_str(), actor.email.as_str(), actor.provider.as_deref().unwrap_or_default()),
                None => Default::default(),
            };
            let (at, kind, number) = (csv::utc(event.at), format!("{:?}", event.kind), event.kind.number().to_string());
            let client = event.client.as_ref().map(|client| client.name.as_str()).unwrap_or_default();
            table.row(&[&at, &kind, &number, name, email, provider, &event.subject, &event.detail, &event.address, &event.device, client])?;
        }
        after = events.last().map(Place::from);
        if events.len() < EXPORT_CHUNK as usize {
            return Ok(TextFile { name: "events.csv".to_owned(), content: table.finish() });
        }
    }
}

async fn page(db: &mut Connection, context: &Context, log: Log, filter: &EventFilter, cursor: Option<&Cursor>) -> Result<Page<EventView>> {
    let list = ("events", log, filter);
    // A cursor keeps the window of its first page: without times in the filter "now" would move between pages.
    let (window, after) = match cursor.map(|cursor| cursor::parse::<(i64, i64, Place)>(&list, cursor)).transpose()? {
        Some((from, until, after)) => (Window { from: Micros(from), until: Micros(until) }, Some(after)),
        None => (window(filter, context.now())?, None),
    };
    let found = store::events::list(db, log, window, filter, after, PAGE_ROWS + 1).await?;
    Ok(cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &(window.from.0, window.until.0, Place::from(last))))?)
}

fn window(filter: &EventFilter, now: Micros) -> Result<Window> {
    let (from, until) = match (filter.from, filter.until) {
        (None, None) => (now.plus(-DEFAULT_WINDOW), now),
        (Some(from), None) => (from, now),
        (None, Some(until)) => (until.plus(-DEFAULT_WINDOW), until),
        (Some(from), Some(until)) => (from, until),
    };
    let (from, until) = if from > until { (until, from) } else { (from, until) };
    if until.since(from) > MAX_WINDOW {
        return Err(Error::field("from", "Choose a period of at most 367 days."));
    }
    Ok(Window { from, until })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: Option<i64>, until: Option<i64>) -> Result<Window> {
        let filter =
            EventFilter { from: from.map(|day| Micros(day * Micros::DAY)), until: until.map(|day| Micros(day * Micros::DAY)), ..EventFilter::default() };
        window(&filter, Micros(1_000 * Micros::DAY))
    }

    fn days(from: i64, until: i64) -> Window {
        Window { from: Micros(from * Micros::DAY), until: Micros(until * Micros::DAY) }
    }

    #[test]
    fn without_times_the_last_thirty_days_are_shown() {
        assert_eq!(between(None, None).ok(), Some(days(970, 1_000)));
        assert_eq!(between(Some(900), None).ok(), Some(days(900, 1_000)));
        assert_eq!(between(None, Some(500)).ok(), Some(days(470, 500)));
    }

    #[test]
    fn times_in_the_wrong_order_are_swapped() {
        assert_eq!(between(Some(20), Some(10)).ok(), Some(days(10, 20)));
    }

    #[test]
    fn a_period_longer_than_367_days_is_refused() {
        assert_eq!(between(Some(0), Some(367)).ok(), Some(days(0, 367)));
        assert!(between(Some(0), Some(368)).is_err());
        assert!(between(Some(368), Some(0)).is_err());
    }
}
