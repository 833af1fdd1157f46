use crate::model::{
    collection::AccessLevel,
    id::{CollectionId, MemberId, OrganizationId, ProviderId},
    key::Ciphertext,
    role::Status,
};
use crate::store::{Connection, Row, StoreError, sql};

/// What a member may do with the items of a collection.
#[derive(Clone, Copy, Debug)]
pub struct GrantRow {
    pub collection: CollectionId,
    pub may_edit: bool,
    pub may_manage: bool,
}

/// The member's grants to those of the collections that he has one to.
pub async fn grants(db: &mut Connection, organization: OrganizationId, member: MemberId, collections: &[CollectionId]) -> Result<Vec<GrantRow>, StoreError> {
    if collections.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT collection_id, MIN(read_only) AS read_only, MAX(manage) AS manage FROM member_grants
        WHERE organization_id = $1 AND member_id = $2 AND collection_id IN (")
    .bind(organization)
    .bind(member);
    query.push_list(collections.iter().copied()).push(") GROUP BY collection_id");
    let rows = db.rows(query).await?;
    let grant = |row: &Row| Ok(GrantRow { collection: row.get("collection_id")?, may_edit: !row.get::<bool>("read_only")?, may_manage: row.get("manage")? });
    rows.iter().map(grant).collect()
}

/// Those of the collections that the organization has.
pub async fn present(db: &mut Connection, organization: OrganizationId, collections: &[CollectionId]) -> Result<Vec<CollectionId>, StoreError> {
    if collections.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT id FROM collections WHERE organization_id = $1 AND id IN (").bind(organization);
    query.push_list(collections.iter().copied()).push(")");
    db.rows(query).await?.iter().map(|row| row.get("id")).collect()
}

/// A collection with what a member may do in it.
#[derive(Clone, Debug)]
pub struct CollectionRow {
    pub id: CollectionId,
    pub organization: OrganizationId,
    pub name: Ciphertext,
    pub read_only: bool,
    pub hide_passwords: bool,
    pub manage: bool,
}

/// The collections that a member has a grant to. There are few: each was granted by hand.
pub async fn granted(db: &mut Connection, organization: OrganizationId, member: MemberId) -> Result<Vec<CollectionRow>, StoreError> {
    let query = sql("SELECT c.id, c.name, MIN(g.read_only) AS read_only, MIN(g.hide_passwords) AS hide_passwords, MAX(g.manage) AS manage
        FROM member_grants g JOIN collections c ON c.organization_id = g.organization_id AND c.id = g.collection_id
        WHERE g.organization_id = $1 AND g.member_id = $2 GROUP BY c.id, c.name ORDER BY c.id")
    .bind(organization)
    .bind(member);
    let rows = db.rows(query).await?;
    let row = |row: &Row| {
        Ok(CollectionRow {
            id: row.get("id")?,
            organization,
            name: row.get("name")?,
            read_only: row.get("read_only")?,
            hide_passwords: row.get("hide_passwords")?,
            manage: row.get("manage")?,
        })
    };
    rows.iter().map(row).collect()
}

/// A collection without regard to anybody's grants.
#[derive(Clone, Debug)]
pub struct NamedRow {
    pub id: CollectionId,
    pub name: Ciphertext,
}

/// Collections of an organization after one, in the order of their ids: all of them, or those that a member has a grant to.
pub async fn list(
    db: &mut Connection,
    organization: OrganizationId,
    granted_to: Option<MemberId>,
    after: Option<CollectionId>,
    limit: u32,
) -> Result<Vec<NamedRow>, StoreError> {
    let mut query = sql("SELECT c.id, c.name FROM collections c WHERE c.organization_id = $1").bind(organization);
    if let Some(member) = granted_to {
        query.push(" AND c.id IN (SELECT g.collection_id FROM member_grants g WHERE g.organization_id = $1 AND g.member_id = ").push_bind(member).push(")");
    }
    if let Some(after) = after {
        query.push(" AND c.id > ").push_bind(after);
    }
    query.push(" ORDER BY c.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok(NamedRow { id: row.get("id")?, name: row.get("name")? })).collect()
}

/// The level in a row that has the marks of a grant, or nothing in their place.
pub fn own_level(row: &Row) -> Result<Option<AccessLevel>, StoreError> {
    let Some(read_only) = row.get::<Option<i64>>("read_only")? else { return Ok(None) };
    let mark = |name| Ok::<_, StoreError>(row.get::<Option<i64>>(name)? == Some(1));
    Ok(Some(AccessLevel::of_marks(read_only == 1, mark("hide_passwords")?, mark("manage")?)))
}

/// Which collections a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    /// Those that the member has a grant to.
    Granted,
}

/// A collection as its page lists it.
#[derive(Clone, Debug)]
pub struct ListedRow {
    pub id: CollectionId,
    pub name: Ciphertext,
    /// Members with a grant of their own who are not revoked.
    pub people: u32,
    /// Groups with a grant.
    pub groups: u32,
    pub is_managed: bool,
    /// Held imports that go into it.
    pub imports: u32,
    /// What the grants of the member in question amount to.
    pub own: Option<AccessLevel>,
}

/// 1 where a member who is not revoked manages the collection `c`, by himself or in a group, else 0. The second parameter is their status.
pub const IS_MANAGED: &str = "CAST(CASE
    WHEN EXISTS (SELECT 1 FROM collection_members g JOIN members m ON m.organization_id = g.organization_id AND m.id = g.member_id
        WHERE g.organization_id = c.organization_id AND g.collection_id = c.id AND g.manage = 1 AND m.status <> $2) THEN 1
    WHEN EXISTS (SELECT 1 FROM group_collections g JOIN group_members i ON i.organization_id = g.organization_id AND i.group_id = g.group_id
        JOIN members m ON m.organization_id = i.organization_id AND m.id = i.member_id
        WHERE g.organization_id = c.organization_id AND g.collection_id = c.id AND g.manage = 1 AND m.status <> $2) THEN 1
    ELSE 0 END AS BIGINT)";
/// What the grants of a member to the collection `c` amount to, as `own`. The first parameter is the organization, the third the member.
pub const OWN: &str = " LEFT JOIN (SELECT g.collection_id, MIN(g.read_only) AS read_only, MIN(g.hide_passwords) AS hide_passwords, MAX(g.manage) AS manage
    FROM member_grants g WHERE g.organization_id = $1 AND g.member_id = $3 GROUP BY g.collection_id) own ON own.collection_id = c.id";

/// Of how many of the collections nobody who is not revoked is a manager.
pub async fn unmanaged(db: &mut Connection, organization: OrganizationId, collections: &[CollectionId]) -> Result<u32, StoreError> {
    if collections.is_empty() {
        return Ok(0);
    }
    let mut query = sql("SELECT COUNT(*) AS n FROM collections c WHERE c.organization_id = $1 AND 0 = ").bind(organization).bind(Status::Revoked);
    query.push(IS_MANAGED).push(" AND c.id IN (").push_list(collections.iter().copied()).push(")");
    db.one(query).await?.get("n")
}

/// Collections of an organization after one, in the order of their ids, with the grant of a member, if there is one, and with the
/// held imports of a provider, or of everybody.
pub async fn overview(
    db: &mut Connection,
    organization: OrganizationId,
    (member, which): (Option<MemberId>, Which),
    imports_of: Option<ProviderId>,
    after: Option<CollectionId>,
    limit: u32,
) -> Result<Vec<ListedRow>, StoreError> {
    let mut query = sql("SELECT c.id, c.name, own.read_only, own.hide_passwords, own.manage,
            (SELECT COUNT(*) FROM collection_members g JOIN members m ON m.organization_id = g.organization_id AND m.id = g.member_id
                WHERE g.organization_id = c.organization_id AND g.collection_id = c.id AND m.status <> $2) AS people,
            (SELECT COUNT(*) FROM group_collections g WHERE g.organization_id = c.organization_id AND g.collection_id = c.id) AS groups_with_access,
            (SELECT COUNT(DISTINCT s.import_id) FROM import_collections s JOIN imports i ON i.organization_id = s.organization_id AND i.id = s.import_id
                WHERE s.organization_id = c.organization_id AND s.collection_id = c.id AND i.state = 1")
    .bind(organization)
    .bind(Status::Revoked)
    .bind(member);
    if let Some(provider) = imports_of {
        query.push(" AND i.provider_id = ").push_bind(provider);
    }
    query.push(") AS imports, ").push(IS_MANAGED).push(" AS is_managed FROM collections c").push(OWN).push(" WHERE c.organization_id = $1");
    if which == Which::Granted {
        query.push(" AND own.collection_id IS NOT NULL");
    }
    if let Some(after) = after {
        query.push(" AND c.id > ").push_bind(after);
    }
    query.push(" ORDER BY c.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    let listed = |row: &Row| {
        Ok(ListedRow {
            id: row.get("id")?,
            name: row.get("name")?,
            people: row.get("people")?,
            groups: row.get("groups_with_access")?,
            is_managed: row.get("is_managed")?,
            imports: row.get("imports")?,
            own: own_level(row)?,
        })
    };
    rows.iter().map(listed).collect()
}
