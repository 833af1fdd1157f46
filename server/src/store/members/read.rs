use crate::{
    model::{
        id::{MemberId, OrganizationId, UserId},
        key::{Pin, PublicKey},
        member::{MemberFilter, MemberSort},
        page::Direction,
        person::StatusCounts,
        role::{Rights, Role, Status},
        time::Micros,
    },
    store::{Connection, Row, StoreError, search::containing, sql},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A member as commands see him.
#[derive(Clone, Debug)]
pub struct MemberRow {
    pub id: MemberId,
    pub user: Option<UserId>,
    pub email: String,
    pub role: Role,
    pub rights: Rights,
    pub status: Status,
    pub prior_status: Option<Status>,
    pub has_key: bool,
}

const COLUMNS: &str = "SELECT m.id, m.user_id, m.email, m.role, m.rights, m.status, m.prior_status, CAST(CASE WHEN m.key IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_key FROM members m WHERE m.organization_id = $1";

fn member(row: &Row) -> Result<MemberRow, StoreError> {
    Ok(MemberRow {
        id: row.get("id")?,
        user: row.get("user_id")?,
        email: row.get("email")?,
        role: row.get("role")?,
        rights: row.get("rights")?,
        status: row.get("status")?,
        prior_status: row.get::<Option<i64>>("prior_status")?.and_then(Status::parse),
        has_key: row.get("has_key")?,
    })
}

/// A member of the organization.
pub async fn find(db: &mut Connection, organization: OrganizationId, id: MemberId) -> Result<Option<MemberRow>, StoreError> {
    Ok(some(db, organization, &[id]).await?.pop())
}

/// Those of the members that are in the organization, in no order.
pub async fn some(db: &mut Connection, organization: OrganizationId, ids: &[MemberId]) -> Result<Vec<MemberRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql(COLUMNS).bind(organization);
    query.push(" AND m.id IN (").push_list(ids.iter().copied()).push(")");
    db.rows(query).await?.iter().map(member).collect()
}

/// A person's own row in the organization.
pub async fn find_own(db: &mut Connection, organization: OrganizationId, user: UserId) -> Result<Option<MemberRow>, StoreError> {
    let mut query = sql(COLUMNS).bind(organization);
    query.push(" AND m.user_id = ").push_bind(user);
    db.row(query).await?.as_ref().map(member).transpose()
}

/// Those of the addresses that belong to a member in whatever state, with that state.
pub async fn emails_taken(db: &mut Connection, organization: OrganizationId, emails: &[String]) -> Result<Vec<(String, Status)>, StoreError> {
    let mut taken = Vec::new();
    for some in emails.chunks(200) {
        // A member may have been invited under one address and have an account under another.
        let mut query = sql("SELECT m.email, u.email AS account_email, m.status FROM members m LEFT JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 AND (m.email IN (")
            .bind(organization);
        query.push_list(some.iter()).push(") OR u.email IN (").push_list(some.iter()).push("))");
        for row in db.rows(query).await? {
            let status = row.get("status")?;
            taken.push((row.get("email")?, status));
            if let Some(email) = row.get("account_email")? {
                taken.push((email, status));
            }
        }
    }
    Ok(taken)
}

/// Members by status.
pub async fn counts(db: &mut Connection, organization: OrganizationId) -> Result<StatusCounts, StoreError> {
    let mut counts = StatusCounts::default();
    for row in db.rows(sql("SELECT status, COUNT(*) AS n FROM members WHERE organization_id = $1 GROUP BY status").bind(organization)).await? {
        let n = row.get("n")?;
        counts.all += n;
        match row.get("status")? {
            Status::Revoked => counts.revoked = n,
            Status::Invited => counts.invited = n,
            Status::Accepted => counts.accepted = n,
            Status::Confirmed => counts.confirmed = n,
        }
    }
    Ok(counts)
}

/// A member as lists show him.
#[derive(Clone, Debug)]
pub struct ListRow {
    pub id: MemberId,
    pub user: Option<UserId>,
    pub name: Option<String>,
    pub email: String,
    pub role: Role,
    pub rights: Rights,
    pub status: Status,
    pub invited_at: Micros,
    name_key: String,
}

/// Where a row stands in the order of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOrder {
    first: i64,
    name_key: String,
    id: Uuid,
}

impl ListRow {
    /// Its place when the list is sorted so.
    pub fn order(&self, sort: MemberSort) -> ListOrder {
        let first = match sort {
            MemberSort::Name => 0,
            MemberSort::Status => self.status.number(),
            MemberSort::Role => self.role.number(),
        };
        ListOrder { first, name_key: self.name_key.clone(), id: self.id.uuid() }
    }
}

const LIST: &str = "SELECT m.id, m.user_id, u.name, COALESCE(u.email, m.email) AS email, m.role, m.rights, m.status, m.invited_at, m.name_key
    FROM members m LEFT JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1";

/// The members that the filter shows, after a place in their order.
pub async fn list(
    db: &mut Connection,
    organization: OrganizationId,
    filter: &MemberFilter,
    after: Option<ListOrder>,
    limit: u32,
) -> Result<Vec<ListRow>, StoreError> {
    let mut query = sql(LIST).bind(organization);
    if let Some(status) = filter.status {
        query.push(" AND m.status = ").push_bind(status);
    }
    if !filter.search.trim().is_empty() {
        let pattern = containing(&filter.search);
        query.push(" AND (m.name_key LIKE ").push_bind(&pattern).push(r" ESCAPE '\' OR COALESCE(u.email, m.email) LIKE ").push_bind(&pattern);
        query.push(r" ESCAPE '\')");
    }
    let columns = match filter.sort {
        MemberSort::Name => "m.name_key, m.id",
        MemberSort::Status => "m.status, m.name_key, m.id",
        MemberSort::Role => "m.role, m.name_key, m.id",
    };
    if let Some(after) = after {
        query.push(" AND (").push(columns).push(match filter.direction {
            Direction::Ascending => ") > (",
            Direction::Descending => ") < (",
        });
        if filter.sort != MemberSort::Name {
            query.push_bind(after.first).push(", ");
        }
        query.push_bind(after.name_key).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY ").push(match (filter.sort, filter.direction) {
        (MemberSort::Name, Direction::Ascending) => "m.name_key, m.id",
        (MemberSort::Name, Direction::Descending) => "m.name_key DESC, m.id DESC",
        (MemberSort::Status, Direction::Ascending) => "m.status, m.name_key, m.id",
        (MemberSort::Status, Direction::Descending) => "m.status DESC, m.name_key DESC, m.id DESC",
        (MemberSort::Role, Direction::Ascending) => "m.role, m.name_key, m.id",
        (MemberSort::Role, Direction::Descending) => "m.role DESC, m.name_key DESC, m.id DESC",
    });
    query.push(" LIMIT ").push_bind(limit);
    db.rows(query).await?.iter().map(list_row).collect()
}

fn list_row(row: &Row) -> Result<ListRow, StoreError> {
    Ok(ListRow {
        id: row.get("id")?,
        user: row.get("user_id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: row.get("role")?,
        rights: row.get("rights")?,
        status: row.get("status")?,
        invited_at: row.get("invited_at")?,
        name_key: row.get("name_key")?,
    })
}

/// One member as lists show him.
pub async fn listed(db: &mut Connection, organization: OrganizationId, id: MemberId) -> Result<Option<ListRow>, StoreError> {
    let mut query = sql(LIST).bind(organization);
    query.push(" AND m.id = ").push_bind(id);
    db.row(query).await?.as_ref().map(list_row).transpose()
}

/// The present public key of a person, and the pin that the organization took of it.
pub async fn public_key(db: &mut Connection, organization: OrganizationId, user: UserId) -> Result<Option<(PublicKey, Option<Pin>)>, StoreError> {
    let query = sql("SELECT u.public_key, p.pin FROM users u LEFT JOIN key_pins p ON p.tenant_id = $1 AND p.user_id = u.id WHERE u.id = $2")
        .bind(organization)
        .bind(user);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some((row.get("public_key")?, row.get("pin")?)))
}
