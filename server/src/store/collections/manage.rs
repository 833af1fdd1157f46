use crate::{
    access::{ClientAccess, CollectionAccess},
    model::{
        collection::{AccessGrant, AccessLevel, GroupAccessGrant},
        id::{CollectionId, GroupId, MemberId, UserId},
        key::Ciphertext,
        role::{Role, Status},
        time::Micros,
    },
    store::{Connection, Query, Row, StoreError, Transaction, sql},
};

/// Grants in one statement.
const ROWS: usize = 200;

/// A collection that is about to be made.
pub struct NewCollection<'a> {
    pub id: CollectionId,
    pub name: &'a Ciphertext,
    /// Each member once.
    pub access: &'a [AccessGrant],
    /// Each group once.
    pub groups: &'a [GroupAccessGrant],
}

/// Makes a collection with its grants. The members and groups must be the organization's.
pub async fn insert(db: &mut Transaction, client: &ClientAccess, new: &NewCollection<'_>, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(client.organization()).bind(new.id).bind(new.name.as_str()).bind(now)).await?;
    for grants in new.access.chunks(ROWS) {
        let mut query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ")
            .bind(client.organization())
            .bind(new.id);
        for (index, AccessGrant { member, level }) in grants.iter().enumerate() {
            query.push(if index == 0 { "($1, $2, " } else { ", ($1, $2, " });
            query.push_bind(*member).push(", ");
            push_marks(&mut query, *level);
        }
        db.execute(query).await?;
    }
    for grants in new.groups.chunks(ROWS) {
        let mut query = sql("INSERT INTO group_collections (organization_id, collection_id, group_id, read_only, hide_passwords, manage) VALUES ")
            .bind(client.organization())
            .bind(new.id);
        for (index, GroupAccessGrant { group, level }) in grants.iter().enumerate() {
            query.push(if index == 0 { "($1, $2, " } else { ", ($1, $2, " });
            query.push_bind(*group).push(", ");
            push_marks(&mut query, *level);
        }
        db.execute(query).await?;
    }
    Ok(())
}

/// Appends the marks of a level, and ends the row.
fn push_marks(query: &mut Query, level: AccessLevel) {
    query.push_bind(level.is_read_only()).push(", ").push_bind(level.hides_passwords()).push(", ").push_bind(level.is_manage()).push(")");
}

/// Keeps a collection as it is until the end of the transaction: nothing is put into it meanwhile.
pub async fn hold(db: &mut Transaction, access: &CollectionAccess) -> Result<(), StoreError> {
    // On SQLite the writer is alone anyway.
    if db.is_postgres() {
        let query = sql("SELECT id FROM collections WHERE organization_id = $1 AND id = $2 FOR UPDATE");
        db.rows(query.bind(access.organization()).bind(access.collection())).await?;
    }
    Ok(())
}

/// Gives a collection another name. `false`: by now its name is another one than the proof says.
pub async fn rename(db: &mut Transaction, access: &CollectionAccess, name: &Ciphertext) -> Result<bool, StoreError> {
    let query = sql("UPDATE collections SET name = $4 WHERE organization_id = $1 AND id = $2 AND name = $3")
        .bind(access.organization())
        .bind(access.collection())
        .bind(access.name().as_str())
        .bind(name.as_str());
    Ok(db.execute(query).await? == 1)
}

/// Whether anything is in it, the trash included.
pub async fn has_items(db: &mut Connection, access: &CollectionAccess) -> Result<bool, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM collection_items WHERE organization_id = $1 AND collection_id = $2");
    Ok(db.one(query.bind(access.organization()).bind(access.collection())).await?.get::<i64>("n")? > 0)
}

/// Deletes a collection and the grants to it. Items that were in it stay; those in no other collection are in none.
pub async fn delete(db: &mut Transaction, access: &CollectionAccess) -> Result<bool, StoreError> {
    let query = sql("DELETE FROM collections WHERE organization_id = $1 AND id = $2").bind(access.organization()).bind(access.collection());
    Ok(db.execute(query).await? == 1)
}

/// A member with a grant.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub member: MemberId,
    pub user: Option<UserId>,
    pub name: Option<String>,
    pub email: String,
    pub role: Role,
    pub status: Status,
    pub level: AccessLevel,
}

/// The members with a grant, by name. There are few: each was granted by hand.
pub async fn people(db: &mut Connection, access: &CollectionAccess) -> Result<Vec<PersonRow>, StoreError> {
    let query = sql("SELECT m.id, m.user_id, u.name, COALESCE(u.email, m.email) AS email, m.role, m.status, g.read_only, g.hide_passwords, g.manage
        FROM collection_members g
        JOIN members m ON m.organization_id = g.organization_id AND m.id = g.member_id
        LEFT JOIN users u ON u.id = m.user_id
        WHERE g.organization_id = $1 AND g.collection_id = $2 ORDER BY m.name_key, m.id")
    .bind(access.organization())
    .bind(access.collection());
    let rows = db.rows(query).await?;
    let person = |row: &Row| {
        Ok(PersonRow {
            member: row.get("id")?,
            user: row.get("user_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            role: row.get("role")?,
            status: row.get("status")?,
            level: AccessLevel::of_marks(row.get("read_only")?, row.get("hide_passwords")?, row.get("manage")?),
        })
    };
    rows.iter().map(person).collect()
}

/// A group with a grant.
#[derive(Clone, Debug)]
pub struct GroupRow {
    pub group: GroupId,
    pub name: String,
    /// Those in it who are not revoked.
    pub members: u32,
    pub level: AccessLevel,
}

/// The groups with a grant, by name. There are few: each was granted by hand.
pub async fn groups(db: &mut Connection, access: &CollectionAccess) -> Result<Vec<GroupRow>, StoreError> {
    let query = sql("SELECT n.id, n.name, g.read_only, g.hide_passwords, g.manage,
            (SELECT COUNT(*) FROM group_members i JOIN members m ON m.organization_id = i.organization_id AND m.id = i.member_id
                WHERE i.organization_id = n.organization_id AND i.group_id = n.id AND m.status <> $3) AS members
        FROM group_collections g JOIN member_groups n ON n.organization_id = g.organization_id AND n.id = g.group_id
        WHERE g.organization_id = $1 AND g.collection_id = $2 ORDER BY n.name_key, n.id")
    .bind(access.organization())
    .bind(access.collection())
    .bind(Status::Revoked);
    let rows = db.rows(query).await?;
    let group = |row: &Row| {
        Ok(GroupRow {
            group: row.get("id")?,
            name: row.get("name")?,
            members: row.get("members")?,
            level: AccessLevel::of_marks(row.get("read_only")?, row.get("hide_passwords")?, row.get("manage")?),
        })
    };
    rows.iter().map(group).collect()
}

/// Gives a member of the organization this access, whatever he had.
pub async fn set_level(db: &mut Transaction, access: &CollectionAccess, member: MemberId, level: AccessLevel) -> Result<(), StoreError> {
    let query =
        sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (organization_id, collection_id, member_id)
        DO UPDATE SET read_only = excluded.read_only, hide_passwords = excluded.hide_passwords, manage = excluded.manage")
        .bind(access.organization())
        .bind(access.collection())
        .bind(member)
        .bind(level.is_read_only())
        .bind(level.hides_passwords())
        .bind(level.is_manage());
    db.execute(query).await.map(|_| ())
}

/// Takes a member's access away.
pub async fn take_level(db: &mut Transaction, access: &CollectionAccess, member: MemberId) -> Result<(), StoreError> {
    let query = sql("DELETE FROM collection_members WHERE organization_id = $1 AND collection_id = $2 AND member_id = $3");
    db.execute(query.bind(access.organization()).bind(access.collection()).bind(member)).await.map(|_| ())
}

/// Gives a group of the organization this access, whatever it had; none takes it away.
pub async fn set_group_level(db: &mut Transaction, access: &CollectionAccess, group: GroupId, level: Option<AccessLevel>) -> Result<(), StoreError> {
    let Some(level) = level else {
        let query = sql("DELETE FROM group_collections WHERE organization_id = $1 AND collection_id = $2 AND group_id = $3");
        return db.execute(query.bind(access.organization()).bind(access.collection()).bind(group)).await.map(|_| ());
    };
    let mut query = sql("INSERT INTO group_collections (organization_id, collection_id, group_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, ")
        .bind(access.organization())
        .bind(access.collection())
        .bind(group);
    push_marks(&mut query, level);
    query.push(
        " ON CONFLICT (organization_id, group_id, collection_id)
        DO UPDATE SET read_only = excluded.read_only, hide_passwords = excluded.hide_passwords, manage = excluded.manage",
    );
    db.execute(query).await.map(|_| ())
}
