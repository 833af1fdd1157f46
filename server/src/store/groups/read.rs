use crate::{
    access::GroupAccess,
    model::{
        collection::AccessLevel,
        id::{CollectionId, GroupId, MemberId, OrganizationId, UserId},
        role::{Role, Status},
    },
    store::{Connection, Row, StoreError, search::containing, sql},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A group as lists show it.
#[derive(Clone, Debug)]
pub struct ListedRow {
    pub id: GroupId,
    pub name: String,
    name_key: String,
    /// Those in it who are not revoked.
    pub members: u32,
    pub collections: u32,
}

/// Where a row stands in the order of names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOrder {
    name_key: String,
    id: Uuid,
}

impl ListedRow {
    /// Its place in the order of names.
    pub fn order(&self) -> ListOrder {
        ListOrder { name_key: self.name_key.clone(), id: self.id.uuid() }
    }
}

const LIST: &str = "SELECT g.id, g.name, g.name_key,
        (SELECT COUNT(*) FROM group_members i JOIN members m ON m.organization_id = i.organization_id AND m.id = i.member_id
            WHERE i.organization_id = g.organization_id AND i.group_id = g.id AND m.status <> $2) AS members,
        (SELECT COUNT(*) FROM group_collections c WHERE c.organization_id = g.organization_id AND c.group_id = g.id) AS collections
    FROM member_groups g WHERE g.organization_id = $1";

/// Groups whose names contain a text, after a place in the order of names.
pub async fn list(db: &mut Connection, organization: OrganizationId, search: &str, after: Option<ListOrder>, limit: u32) -> Result<Vec<ListedRow>, StoreError> {
    let mut query = sql(LIST).bind(organization).bind(Status::Revoked);
    if !search.trim().is_empty() {
        query.push(" AND g.name_key LIKE ").push_bind(containing(search)).push(r" ESCAPE '\'");
    }
    if let Some(after) = after {
        query.push(" AND (g.name_key, g.id) > (").push_bind(after.name_key).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY g.name_key, g.id LIMIT ").push_bind(limit);
    db.rows(query).await?.iter().map(listed_row).collect()
}

fn listed_row(row: &Row) -> Result<ListedRow, StoreError> {
    Ok(ListedRow {
        id: row.get("id")?,
        name: row.get("name")?,
        name_key: row.get("name_key")?,
        members: row.get("members")?,
        collections: row.get("collections")?,
    })
}

/// A group as lists show it.
pub async fn listed(db: &mut Connection, access: &GroupAccess) -> Result<ListedRow, StoreError> {
    let mut query = sql(LIST).bind(access.organization()).bind(Status::Revoked);
    query.push(" AND g.id = ").push_bind(access.group());
    listed_row(&db.one(query).await?)
}

/// A group by its name.
#[derive(Clone, Debug)]
pub struct NamedRow {
    pub id: GroupId,
    pub name: String,
}

/// Those of the groups that the organization has, in no order.
pub async fn some(db: &mut Connection, organization: OrganizationId, ids: &[GroupId]) -> Result<Vec<NamedRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT id, name FROM member_groups WHERE organization_id = $1 AND id IN (").bind(organization);
    query.push_list(ids.iter().copied()).push(")");
    db.rows(query).await?.iter().map(|row| Ok(NamedRow { id: row.get("id")?, name: row.get("name")? })).collect()
}

/// The groups of those members, by name. Each was put into them by hand: there are few.
pub async fn of_members(db: &mut Connection, organization: OrganizationId, members: &[MemberId]) -> Result<Vec<(MemberId, NamedRow)>, StoreError> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT i.member_id, g.id, g.name FROM group_members i
        JOIN member_groups g ON g.organization_id = i.organization_id AND g.id = i.group_id WHERE i.organization_id = $1 AND i.member_id IN (")
    .bind(organization);
    query.push_list(members.iter().copied()).push(") ORDER BY g.name_key, g.id");
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok((row.get("member_id")?, NamedRow { id: row.get("id")?, name: row.get("name")? }))).collect()
}

/// Somebody in a group.
#[derive(Clone, Debug)]
pub struct MemberRow {
    pub member: MemberId,
    pub user: Option<UserId>,
    pub name: Option<String>,
    pub email: String,
    pub role: Role,
    pub status: Status,
    name_key: String,
}

impl MemberRow {
    /// His place in the order of names.
    pub fn order(&self) -> ListOrder {
        ListOrder { name_key: self.name_key.clone(), id: self.member.uuid() }
    }
}

/// Those in a group, after a place in the order of names.
pub async fn members(db: &mut Connection, access: &GroupAccess, after: Option<ListOrder>, limit: u32) -> Result<Vec<MemberRow>, StoreError> {
    let mut query = sql("SELECT m.id, m.user_id, u.name, COALESCE(u.email, m.email) AS email, m.role, m.status, m.name_key
        FROM group_members i JOIN members m ON m.organization_id = i.organization_id AND m.id = i.member_id
        LEFT JOIN users u ON u.id = m.user_id WHERE i.organization_id = $1 AND i.group_id = $2")
    .bind(access.organization())
    .bind(access.group());
    if let Some(after) = after {
        query.push(" AND (m.name_key, m.id) > (").push_bind(after.name_key).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY m.name_key, m.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    let member = |row: &Row| {
        Ok(MemberRow {
            member: row.get("id")?,
            user: row.get("user_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            role: row.get("role")?,
            status: row.get("status")?,
            name_key: row.get("name_key")?,
        })
    };
    rows.iter().map(member).collect()
}

/// Whether a member is in any of the groups.
pub async fn has_member(db: &mut Connection, organization: OrganizationId, groups: &[GroupId], member: MemberId) -> Result<bool, StoreError> {
    if groups.is_empty() {
        return Ok(false);
    }
    let mut query =
        sql("SELECT COUNT(*) AS n FROM group_members WHERE organization_id = $1 AND member_id = $2 AND group_id IN (").bind(organization).bind(member);
    query.push_list(groups.iter().copied()).push(")");
    Ok(db.one(query).await?.get::<i64>("n")? > 0)
}

/// What a group gives access to, in the order of the ids. Each was granted by hand: there are few.
pub async fn collections(db: &mut Connection, access: &GroupAccess) -> Result<Vec<(CollectionId, AccessLevel)>, StoreError> {
    let query = sql("SELECT collection_id, read_only, hide_passwords, manage FROM group_collections
        WHERE organization_id = $1 AND group_id = $2 ORDER BY collection_id")
    .bind(access.organization())
    .bind(access.group());
    let rows = db.rows(query).await?;
    let grant = |row: &Row| {
        let level = AccessLevel::of_marks(row.get("read_only")?, row.get("hide_passwords")?, row.get("manage")?);
        Ok((row.get("collection_id")?, level))
    };
    rows.iter().map(grant).collect()
}
