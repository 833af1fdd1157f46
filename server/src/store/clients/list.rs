use super::parse_tags;
use crate::{
    access::ProviderAccess,
    model::{
        client::{Attention, ClientChip, ClientFilter, ClientSort, ClientStatus, ClientSummary, ClientView},
        id::{OrganizationId, ProviderId, ProviderUserId},
        page::Direction,
        role::Plan,
        time::Micros,
    },
    store::{Connection, Query, Row, StoreError, search::containing, sql},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose view of the clients is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    provider: ProviderId,
    /// Set when only the clients in this person's scope are to be seen.
    limited_to: Option<ProviderUserId>,
}

impl From<&ProviderAccess> for Viewer {
    fn from(access: &ProviderAccess) -> Self {
        Self { provider: access.provider(), limited_to: (!access.sees_all_clients()).then(|| access.person()) }
    }
}

/// A client, and what its place in a list depends on.
#[derive(Clone, Debug)]
pub struct ClientRow {
    pub view: ClientView,
    name_key: String,
    last_activity: Micros,
}

/// Where a row stands in the order of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    first: i64,
    name_key: String,
    id: Uuid,
}

const COLUMNS: &str = "SELECT o.id, c.id AS link, o.name, o.name_key, o.tags, o.plan, o.seats, o.occupied, o.invited, o.to_confirm, o.confirmed_owners,
    o.suspended_at, o.last_activity_at";

// Numbers by which the list is sorted. `ClientRow::order` says the same in words of the program.
const STATUS: &str = "CASE WHEN o.suspended_at IS NOT NULL THEN 2 WHEN o.confirmed_owners = 0 THEN 1 ELSE 0 END";
const ATTENTION: &str = "CASE WHEN o.suspended_at IS NOT NULL THEN 4 WHEN o.to_confirm > 0 THEN 0 WHEN o.occupied >= o.seats THEN 1 WHEN o.confirmed_owners = 0 THEN 2 WHEN o.invited > 0 THEN 3 ELSE 4 END";
const NEEDS_ATTENTION: &str = "o.suspended_at IS NULL AND (o.to_confirm > 0 OR o.occupied >= o.seats OR o.confirmed_owners = 0 OR o.invited > 0)";
const SEATS_FULL: &str = "o.suspended_at IS NULL AND o.occupied >= o.seats";
const SETTING_UP: &str = "o.suspended_at IS NULL AND o.confirmed_owners = 0";
const SUSPENDED: &str = "o.suspended_at IS NOT NULL";

const fn column(sort: ClientSort) -> Option<&'static str> {
    match sort {
        ClientSort::Name => None,
        ClientSort::Status => Some(STATUS),
        ClientSort::Seats => Some("o.occupied"),
        ClientSort::Attention => Some(ATTENTION),
        ClientSort::Plan => Some("o.plan"),
        ClientSort::LastActivity => Some("o.last_activity_at"),
    }
}

const fn condition(chip: ClientChip) -> Option<&'static str> {
    match chip {
        ClientChip::All => None,
        ClientChip::NeedsAttention => Some(NEEDS_ATTENTION),
        ClientChip::SeatsFull => Some(SEATS_FULL),
        ClientChip::SettingUp => Some(SETTING_UP),
        ClientChip::Suspended => Some(SUSPENDED),
    }
}

impl ClientRow {
    /// Its place when the list is sorted so.
    pub fn order(&self, sort: ClientSort) -> Order {
        let first = match sort {
            ClientSort::Name => 0,
            ClientSort::Status => match self.view.status {
                ClientStatus::Active => 0,
                ClientStatus::SettingUp => 1,
                ClientStatus::Suspended => 2,
            },
            ClientSort::Seats => i64::from(self.view.occupied),
            ClientSort::Attention => match self.view.attention() {
                Some(Attention::ToConfirm(_)) => 0,
                Some(Attention::SeatsFull) => 1,
                Some(Attention::OwnerInvited) => 2,
                Some(Attention::Invited(_)) => 3,
                None => 4,
            },
            ClientSort::Plan => self.view.plan.number(),
            ClientSort::LastActivity => self.last_activity.0,
        };
        Order { first, name_key: self.name_key.clone(), id: self.view.id.uuid() }
    }
}

/// One client.
pub async fn find(db: &mut Connection, provider: ProviderId, organization: OrganizationId) -> Result<Option<ClientRow>, StoreError> {
    let mut query = sql(COLUMNS);
    push_seen(&mut query, Viewer { provider, limited_to: None });
    query.push(" AND o.id = ").push_bind(organization);
    db.row(query).await?.as_ref().map(client_row).transpose()
}

/// The clients that the filter shows, after a place in their order.
pub async fn list(db: &mut Connection, viewer: Viewer, filter: &ClientFilter, after: Option<Order>, limit: u32) -> Result<Vec<ClientRow>, StoreError> {
    let mut query = sql(COLUMNS);
    push_seen(&mut query, viewer);
    if let Some(condition) = condition(filter.chip) {
        query.push(" AND ").push(condition);
    }
    if !filter.search.trim().is_empty() {
        let pattern = containing(&filter.search);
        // Of an e-mail address only the domain is searched, unless an address was typed.
        let email = if filter.search.contains('@') { pattern.clone() } else { format!("%@{pattern}") };
        query.push(" AND (o.name_key LIKE ").push_bind(&pattern).push(r" ESCAPE '\' OR o.tags_key LIKE ").push_bind(&pattern);
        query.push(r" ESCAPE '\' OR o.billing_email LIKE ").push_bind(email).push(r" ESCAPE '\')");
    }
    let column = column(filter.sort);
    if let Some(after) = after {
        query.push(" AND (");
        if let Some(column) = column {
            query.push(column).push(", ");
        }
        query.push("o.name_key, o.id").push(match filter.direction {
            Direction::Ascending => ") > (",
            Direction::Descending => ") < (",
        });
        if column.is_some() {
            query.push_bind(after.first).push(", ");
        }
        query.push_bind(after.name_key).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY ");
    let descending = filter.direction == Direction::Descending;
    if let Some(column) = column {
        query.push(column).push(if descending { " DESC, " } else { ", " });
    }
    query.push(if descending { "o.name_key DESC, o.id DESC" } else { "o.name_key, o.id" }).push(" LIMIT ").push_bind(limit);
    db.rows(query).await?.iter().map(client_row).collect()
}

/// The figures over all clients that the viewer sees, and over the pools of whoever sees all.
pub async fn summary(db: &mut Connection, viewer: Viewer) -> Result<ClientSummary, StoreError> {
    let mut query = sql("SELECT COUNT(*) AS clients, CAST(COALESCE(SUM(o.occupied), 0) AS BIGINT) AS used, CAST(COALESCE(SUM(o.seats), 0) AS BIGINT) AS seats");
    for (condition, name) in [
        (SETTING_UP, ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS setting_up"),
        (SUSPENDED, ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS suspended"),
        (NEEDS_ATTENTION, ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS needs_attention"),
        (SEATS_FULL, ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS seats_full"),
        ("o.suspended_at IS NULL AND o.to_confirm > 0", ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS clients_to_confirm"),
        ("o.suspended_at IS NULL", ") THEN o.to_confirm ELSE 0 END), 0) AS BIGINT) AS to_confirm"),
    ] {
        query.push(", CAST(COALESCE(SUM(CASE WHEN (").push(condition).push(name);
    }
    push_seen(&mut query, viewer);
    let row = db.one(query).await?;
    let (seats_total, seats_unassigned) = if viewer.limited_to.is_some() {
        (row.get("seats")?, None)
    } else {
        let pools = sql(
            "SELECT CAST(COALESCE(SUM(purchased), 0) AS BIGINT) AS purchased, CAST(COALESCE(SUM(assigned), 0) AS BIGINT) AS assigned FROM provider_plans WHERE provider_id = $1",
        );
        let pools = db.one(pools.bind(viewer.provider)).await?;
        let purchased: u32 = pools.get("purchased")?;
        (purchased, Some(purchased.saturating_sub(pools.get("assigned")?)))
    };
    let all: u32 = row.get("clients")?;
    let setting_up: u32 = row.get("setting_up")?;
    let suspended: u32 = row.get("suspended")?;
    Ok(ClientSummary {
        all,
        active: all.saturating_sub(setting_up).saturating_sub(suspended),
        setting_up,
        suspended,
        needs_attention: row.get("needs_attention")?,
        seats_full: row.get("seats_full")?,
        seats_used: row.get("used")?,
        seats_total,
        seats_unassigned,
        to_confirm: row.get("to_confirm")?,
        clients_to_confirm: row.get("clients_to_confirm")?,
    })
}

/// The part of a statement that says which clients are seen at all.
fn push_seen(query: &mut Query, viewer: Viewer) {
    query.push(" FROM organizations o JOIN provider_clients c ON c.provider_id = o.provider_id AND c.organization_id = o.id WHERE o.provider_id = ");
    query.push_bind(viewer.provider);
    if let Some(person) = viewer.limited_to {
        query.push(
            " AND EXISTS (SELECT 1 FROM provider_user_clients s WHERE s.provider_id = o.provider_id AND s.organization_id = o.id AND s.provider_user_id = ",
        );
        query.push_bind(person).push(")");
    }
}

fn client_row(row: &Row) -> Result<ClientRow, StoreError> {
    let has_owner = row.get::<i64>("confirmed_owners")? > 0;
    let status = match (row.get::<Option<i64>>("suspended_at")?, has_owner) {
        (Some(_), _) => ClientStatus::Suspended,
        (None, false) => ClientStatus::SettingUp,
        (None, true) => ClientStatus::Active,
    };
    let last_activity: Micros = row.get("last_activity_at")?;
    let view = ClientView {
        id: row.get("id")?,
        link: row.get("link")?,
        name: row.get("name")?,
        tags: parse_tags(&row.get::<String>("tags")?)?,
        status,
        plan: row.get::<Plan>("plan")?,
        seats: row.get("seats")?,
        occupied: row.get("occupied")?,
        to_confirm: row.get("to_confirm")?,
        invited: row.get("invited")?,
        has_owner,
        last_activity: Some(last_activity),
    };
    Ok(ClientRow { view, name_key: row.get("name_key")?, last_activity })
}
