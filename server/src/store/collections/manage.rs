use crate::{
    access::{ClientAccess, CollectionAccess},
    model::{
        collection::{AccessGrant, AccessLevel},
        id::{CollectionId, MemberId, UserId},
        key::Ciphertext,
        role::{Role, Status},
        time::Micros,
    },
    store::{Connection, Row, StoreError, Transaction, sql},
};

/// Grants in one statement.
const ROWS: usize = 200;

/// A collection that is about to be made.
pub struct NewCollection<'a> {
    pub id: CollectionId,
    pub name: &'a Ciphertext,
    /// Each member once.
    pub access: &'a [AccessGrant],
}

/// Makes a collection with its grants. The members must be the organization's.
pub async fn insert(db: &mut Transaction, client: &ClientAccess, new: &NewCollection<'_>, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(client.organization()).bind(new.id).bind(new.name.as_str()).bind(now)).await?;
    for grants in new.access.chunks(ROWS) {
        let mut query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ")
            .bind(client.organization())
            .bind(new.id);
        for (index, AccessGrant { member, level }) in grants.iter().enumerate() {
            query.push(if index == 0 { "($1, $2, " } else { ", ($1, $2, " });
            query.push_bind(*member).push(", ").push_bind(level.is_read_only()).push(", ").push_bind(level.hides_passwords()).push(", ");
            query.push_bind(level.is_manage()).push(")");
        }
        db.execute(query).await?;
    }
    Ok(())
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

/// How many members who are not revoked manage it.
pub async fn managers(db: &mut Connection, access: &CollectionAccess) -> Result<u32, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM collection_members g JOIN members m ON m.organization_id = g.organization_id AND m.id = g.member_id
        WHERE g.organization_id = $1 AND g.collection_id = $2 AND g.manage = 1 AND m.status <> $3")
    .bind(access.organization())
    .bind(access.collection())
    .bind(Status::Revoked);
    db.one(query).await?.get("n")
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
