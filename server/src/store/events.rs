//! Statements about the event logs.

use super::{Connection, Query, Row, StoreError, Transaction, search, sql};
use crate::{
    domain::{Device, events::NewEvent},
    model::{
        event::{EventActor, EventClient, EventFilter, EventKind, EventView},
        id::{EventId, OrganizationId, ProviderId, UserId},
        time::Micros,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How exactly an organization's last activity is told: finer than anybody reads it, and coarse enough that a busy one is not written anew
/// with each of its events.
const ACTIVITY: i64 = Micros::MINUTE;

/// Writes events, and marks their organizations as active at that time.
pub async fn insert(db: &mut Transaction, events: &[NewEvent], at: Micros, device: &Device) -> Result<(), StoreError> {
    for some in events.chunks(50) {
        let mut query = sql(
            "INSERT INTO events (id, at, kind, organization_id, provider_id, actor_id, acting_provider_id, member_id, provider_user_id, item_id, collection_id, group_id, subject, detail, address, device) VALUES ",
        );
        for (index, event) in some.iter().enumerate() {
            query.push(if index == 0 { "(" } else { ", (" });
            query.push_bind(EventId::make()).push(", ").push_bind(at).push(", ").push_bind(event.kind.number()).push(", ");
            query.push_bind(event.organization).push(", ").push_bind(event.provider).push(", ");
            query.push_bind(event.actor).push(", ").push_bind(event.acting_provider).push(", ");
            query.push_bind(event.member).push(", ").push_bind(event.person).push(", ");
            query.push_bind(event.item).push(", ").push_bind(event.collection).push(", ").push_bind(event.group).push(", ");
            query.push_bind(&event.subject).push(", ").push_bind(&event.detail).push(", ");
            query.push_bind(&device.address).push(", ").push_bind(&device.label).push(")");
        }
        db.execute(query).await?;
    }
    keep_actors(db, events).await?;
    // A stranger who fails at a member's password is no activity of the client, nor is a change of its provider's key, nor what is not in its log.
    let telling = events.iter().filter(|event| event.person.is_none() && !matches!(event.kind, EventKind::SignInFailed | EventKind::OrganizationKeyRewrapped));
    let mut organizations = telling.filter_map(|event| event.organization).collect::<Vec<_>>();
    organizations.sort_unstable();
    organizations.dedup();
    for organization in organizations {
        let query = sql("UPDATE organizations SET last_activity_at = $2 WHERE id = $1 AND last_activity_at < $3");
        db.execute(query.bind(organization).bind(at).bind(at.plus(-ACTIVITY))).await?;
    }
    Ok(())
}

/// Keeps who did it in which log; what only the provider is told is not in the organization's. Rows are written in one order,
/// so that commands which do so at the same time do not block each other.
async fn keep_actors(db: &mut Transaction, events: &[NewEvent]) -> Result<(), StoreError> {
    let mut actors = BTreeMap::<(Uuid, UserId), Option<ProviderId>>::new();
    for event in events {
        let Some(actor) = event.actor else { continue };
        let is_told = event.person.is_none() && !matches!(event.kind, EventKind::ClientAccessed | EventKind::OrganizationDeleted);
        if let Some(organization) = event.organization.filter(|_| is_told) {
            let acting = actors.entry((organization.uuid(), actor)).or_default();
            *acting = event.acting_provider.or(*acting);
        }
        if let Some(provider) = event.provider {
            actors.entry((provider.uuid(), actor)).or_default();
        }
    }
    let actors = actors.into_iter().collect::<Vec<_>>();
    for some in actors.chunks(500) {
        let mut query = sql("INSERT INTO event_actors (log_id, user_id, acting_provider_id) VALUES ");
        for (index, ((log, actor), acting)) in some.iter().enumerate() {
            query.push(if index == 0 { "(" } else { ", (" }).push_bind(*log).push(", ").push_bind(*actor).push(", ").push_bind(*acting).push(")");
        }
        query.push(" ON CONFLICT DO NOTHING");
        db.execute(query).await?;
    }
    // Whoever was known already may act for a provider now, or for another one. Hardly ever is there something to write.
    for ((log, actor), acting) in actors {
        let Some(acting) = acting else { continue };
        let query = sql(
            "UPDATE event_actors SET acting_provider_id = $3 WHERE log_id = $1 AND user_id = $2 AND (acting_provider_id IS NULL OR acting_provider_id <> $3)",
        );
        db.execute(query.bind(log).bind(actor).bind(acting)).await?;
    }
    Ok(())
}

/// How many events of a kind a log got since then.
pub async fn count_since(db: &mut Connection, log: Log, kind: EventKind, since: Micros) -> Result<u32, StoreError> {
    let (query, id) = match log {
        Log::Organization(id) => (sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND at > $2 AND kind = $3"), id.uuid()),
        Log::Provider(id) => (sql("SELECT COUNT(*) AS n FROM events WHERE provider_id = $1 AND at > $2 AND kind = $3"), id.uuid()),
    };
    db.one(query.bind(id).bind(since).bind(kind.number())).await?.get("n")
}

/// A client as its provider knows it: once it was removed or deleted, under the name of then. What an organization calls
/// itself later is not for a provider that it left. The kinds are those of removal and deletion.
const NAME_OF_CLIENT: &str = "CASE WHEN o.provider_id = e.provider_id THEN o.name ELSE (SELECT r.subject FROM events r
    WHERE r.organization_id = e.organization_id AND r.provider_id = e.provider_id AND r.kind IN (1902, 9014) ORDER BY r.at DESC LIMIT 1) END";

/// Whose log is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Log {
    Organization(OrganizationId),
    Provider(ProviderId),
}

impl Log {
    const fn uuid(self) -> Uuid {
        match self {
            Self::Organization(id) => id.uuid(),
            Self::Provider(id) => id.uuid(),
        }
    }
}

/// A stretch of time, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    pub from: Micros,
    pub until: Micros,
}

/// Where an event stands in a log.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Place {
    pub at: i64,
    pub id: Uuid,
}

impl From<&EventView> for Place {
    fn from(event: &EventView) -> Self {
        Self { at: event.at.0, id: event.id.uuid() }
    }
}

/// Events of a log that the filter shows, newest first, after a place. The window stands for the filter's times.
pub async fn list(db: &mut Connection, log: Log, window: Window, filter: &EventFilter, after: Option<Place>, limit: u32) -> Result<Vec<EventView>, StoreError> {
    let mut query = sql("SELECT e.id, e.at, e.kind, e.actor_id, e.organization_id, e.subject, e.detail, e.address, e.device,
            u.name AS actor_name, u.email AS actor_email, p.name AS acting_provider, ");
    query.push(match log {
        Log::Organization(_) => "o.name",
        Log::Provider(_) => NAME_OF_CLIENT,
    });
    query.push(
        " AS client FROM events e LEFT JOIN users u ON u.id = e.actor_id LEFT JOIN providers p ON p.id = e.acting_provider_id
        LEFT JOIN organizations o ON o.id = e.organization_id WHERE ",
    );
    match log {
        // A provider user's entry stands in the organization's log as an event of its own kind. What names one of the provider's people
        // is about the client, and not for it.
        Log::Organization(id) => query
            .push("e.organization_id = ")
            .push_bind(id)
            .push(" AND e.provider_user_id IS NULL AND e.kind <> ")
            .push_bind(EventKind::ClientAccessed.number()),
        Log::Provider(id) => query.push("e.provider_id = ").push_bind(id),
    };
    query.push(" AND e.at >= ").push_bind(window.from).push(" AND e.at <= ").push_bind(window.until);
    narrow(&mut query, log, filter);
    if let Some(after) = after {
        query.push(" AND (e.at, e.id) < (").push_bind(after.at).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY e.at DESC, e.id DESC LIMIT ").push_bind(limit);
    let mut events = Vec::new();
    for row in db.rows(query).await? {
        let kind = u16::try_from(row.get::<i64>("kind")?).ok().and_then(EventKind::parse).ok_or(StoreError::Column("kind"))?;
        let actor = match (row.get::<Option<UserId>>("actor_id")?, row.get("actor_name")?, row.get("actor_email")?) {
            (Some(id), Some(name), Some(email)) => Some(EventActor { id, name, email, provider: row.get("acting_provider")? }),
            _ => None,
        };
        let client = match (row.get::<Option<OrganizationId>>("organization_id")?, row.get("client")?) {
            (Some(id), Some(name)) => Some(EventClient { id, name }),
            _ => None,
        };
        events.push(EventView {
            id: row.get("id")?,
            at: row.get("at")?,
            kind,
            actor,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
            client,
            address: row.get("address")?,
            device: row.get("device")?,
        });
    }
    Ok(events)
}

fn narrow(query: &mut Query, log: Log, filter: &EventFilter) {
    if !filter.kinds.is_empty() {
        // Each once: a statement has room for so many values only.
        let kinds = filter.kinds.iter().map(|kind| kind.number()).collect::<BTreeSet<_>>();
        query.push(" AND e.kind IN (").push_list(kinds).push(")");
    }
    if let Some(actor) = filter.actor {
        query.push(" AND e.actor_id = ").push_bind(actor);
    }
    if let Some(member) = filter.member {
        query.push(" AND e.member_id = ").push_bind(member);
    }
    if let (Some(client), Log::Provider(_)) = (filter.client, log) {
        query.push(" AND e.organization_id = ").push_bind(client);
    }
    if !filter.search.trim().is_empty() {
        query.push(" AND ");
        search::push_in(query, &["e.subject", "e.detail", "u.name", "u.email"], &filter.search);
    }
}

/// What people who did something are ordered by: what they are called in the log.
const CALLED: &str = "LOWER(CASE WHEN u.name = '' THEN u.email ELSE u.name END)";

/// Who did something in a log, by name, after a place. With each its place.
pub async fn actors(
    db: &mut Connection,
    log: Log,
    search: &str,
    after: Option<(String, Uuid)>,
    limit: u32,
) -> Result<Vec<(EventActor, (String, Uuid))>, StoreError> {
    let mut query = sql("SELECT u.id, u.name, u.email, p.name AS acting_provider, ");
    query
        .push(CALLED)
        .push(" AS called FROM event_actors a JOIN users u ON u.id = a.user_id LEFT JOIN providers p ON p.id = a.acting_provider_id WHERE a.log_id = ");
    query.push_bind(log.uuid());
    if !search.trim().is_empty() {
        query.push(" AND ");
        search::push_in(&mut query, &["u.name", "u.email"], search);
    }
    if let Some((called, id)) = after {
        query.push(" AND (").push(CALLED).push(", u.id) > (").push_bind(called).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY called, u.id LIMIT ").push_bind(limit);
    let actor = |row: &Row| {
        let id = row.get::<UserId>("id")?;
        let actor = EventActor { id, name: row.get("name")?, email: row.get("email")?, provider: row.get("acting_provider")? };
        Ok((actor, (row.get("called")?, id.uuid())))
    };
    db.rows(query).await?.iter().map(actor).collect()
}

/// Whether that person has left an event of the kind in the log since then.
pub async fn is_recent(db: &mut Connection, log: Log, kind: EventKind, actor: UserId, since: Micros) -> Result<bool, StoreError> {
    let query = match log {
        Log::Organization(_) => sql("SELECT 1 AS n FROM events WHERE organization_id = $1 AND at > $2 AND kind = $3 AND actor_id = $4 LIMIT 1"),
        Log::Provider(_) => sql("SELECT 1 AS n FROM events WHERE provider_id = $1 AND at > $2 AND kind = $3 AND actor_id = $4 LIMIT 1"),
    };
    Ok(db.row(query.bind(log.uuid()).bind(since).bind(kind.number()).bind(actor)).await?.is_some())
}

/// The same of an organization's log and a detail.
pub async fn has_recent(
    db: &mut Connection,
    organization: OrganizationId,
    (kind, detail): (EventKind, &str),
    actor: UserId,
    since: Micros,
) -> Result<bool, StoreError> {
    let query = sql("SELECT 1 AS n FROM events WHERE organization_id = $1 AND at > $2 AND kind = $3 AND actor_id = $4 AND detail = $5 LIMIT 1")
        .bind(organization)
        .bind(since)
        .bind(kind.number())
        .bind(actor)
        .bind(detail);
    Ok(db.row(query).await?.is_some())
}
