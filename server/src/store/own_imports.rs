//! What has arrived of imports into people's own vaults. A person has one at a time.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{IdempotencyKey, UserId},
    time::Micros,
};

/// A part that has arrived.
pub struct Part {
    pub key: IdempotencyKey,
    pub number: u16,
    /// Of how many.
    pub parts: u16,
    /// SHA-256 of the body.
    pub hash: Vec<u8>,
    /// JSON.
    pub body: String,
}

/// All that is here of an import.
pub struct Arrived {
    pub parts: u16,
    /// Characters of the bodies.
    pub length: u64,
    /// Whether its parts agree on how many there are.
    pub is_of_one: bool,
}

/// Keeps a part, and nothing of other imports of the person. `false`: it is here already.
pub async fn insert(db: &mut Transaction, user: UserId, part: &Part, now: Micros) -> Result<bool, StoreError> {
    db.execute(sql("DELETE FROM own_import_parts WHERE user_id = $1 AND key <> $2").bind(user).bind(part.key)).await?;
    let query = sql("INSERT INTO own_import_parts (user_id, key, number, parts, hash, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (user_id, key, number) DO NOTHING")
    .bind(user)
    .bind(part.key)
    .bind(u32::from(part.number))
    .bind(u32::from(part.parts))
    .bind(part.hash.as_slice())
    .bind(&part.body)
    .bind(now);
    Ok(db.execute(query).await? == 1)
}

/// The hash of a part that is here.
pub async fn hash(db: &mut Connection, user: UserId, part: &Part) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sql("SELECT hash FROM own_import_parts WHERE user_id = $1 AND key = $2 AND number = $3").bind(user).bind(part.key).bind(u32::from(part.number));
    db.row(query).await?.map(|row| row.get("hash")).transpose()
}

pub async fn arrived(db: &mut Connection, user: UserId, key: IdempotencyKey) -> Result<Arrived, StoreError> {
    let query = sql("SELECT COUNT(*) AS n, CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) AS length, COUNT(DISTINCT parts) AS kinds
        FROM own_import_parts WHERE user_id = $1 AND key = $2");
    let row = db.one(query.bind(user).bind(key)).await?;
    let parts = u16::try_from(row.get::<i64>("n")?).map_err(|_| StoreError::Column("n"))?;
    let length = u64::try_from(row.get::<i64>("length")?).map_err(|_| StoreError::Column("length"))?;
    Ok(Arrived { parts, length, is_of_one: row.get::<i64>("kinds")? <= 1 })
}

/// The bodies of all parts that are here, in their order.
pub async fn bodies(db: &mut Connection, user: UserId, key: IdempotencyKey) -> Result<Vec<String>, StoreError> {
    let query = sql("SELECT body FROM own_import_parts WHERE user_id = $1 AND key = $2 ORDER BY number").bind(user).bind(key);
    db.rows(query).await?.iter().map(|row| row.get("body")).collect()
}

/// Forgets an import. How many parts were here.
pub async fn delete(db: &mut Transaction, user: UserId, key: IdempotencyKey) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM own_import_parts WHERE user_id = $1 AND key = $2").bind(user).bind(key)).await
}
