use super::{Connection, StoreError, Transaction, sql};
use crate::model::{id::EventId, time::Micros};
use uuid::Uuid;

/// An entry that is due.
pub struct OutboxEntry {
    pub id: Uuid,
    pub payload: String,
    /// How often it was tried before.
    pub attempts: u32,
    pub next_at: Micros,
}

/// Adds entries that are due at once.
pub async fn insert(db: &mut Transaction, kind: &'static str, payloads: Vec<String>, now: Micros) -> Result<(), StoreError> {
    for some in payloads.chunks(100) {
        let mut query = sql("INSERT INTO outbox (id, kind, payload, created_at, attempts, next_at) VALUES ");
        for (index, payload) in some.iter().enumerate() {
            query.push(if index == 0 { "(" } else { ", (" });
            query.push_bind(EventId::make()).push(", ").push_bind(kind).push(", ").push_bind(payload).push(", ");
            query.push_bind(now).push(", 0, ").push_bind(now).push(")");
        }
        db.execute(query).await?;
    }
    Ok(())
}

/// Entries of a kind that are due, oldest first.
pub async fn due(db: &mut Connection, kind: &'static str, now: Micros, most: u32) -> Result<Vec<OutboxEntry>, StoreError> {
    let query = sql("SELECT id, payload, attempts, next_at FROM outbox WHERE kind = $1 AND failed_at IS NULL AND next_at <= $2 ORDER BY next_at, id LIMIT $3");
    let rows = db.rows(query.bind(kind).bind(now).bind(most)).await?;
    rows.iter()
        .map(|row| Ok(OutboxEntry { id: row.get("id")?, payload: row.get("payload")?, attempts: row.get("attempts")?, next_at: row.get("next_at")? }))
        .collect()
}

/// Takes an entry that was seen to be due. `false`: another process took it first.
/// The one who took it has until `lease_until`; then it is due again.
pub async fn claim(db: &mut Transaction, id: Uuid, seen_next_at: Micros, lease_until: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE outbox SET next_at = $3, attempts = attempts + 1 WHERE id = $1 AND next_at = $2 AND failed_at IS NULL");
    Ok(db.execute(query.bind(id).bind(seen_next_at).bind(lease_until)).await? == 1)
}

/// Removes an entry that is done.
pub async fn finish(db: &mut Transaction, id: Uuid) -> Result<(), StoreError> {
    db.execute(sql("DELETE FROM outbox WHERE id = $1").bind(id)).await.map(|_| ())
}

/// Makes an entry due again later.
pub async fn postpone(db: &mut Transaction, id: Uuid, next_at: Micros, error: &str) -> Result<(), StoreError> {
    db.execute(sql("UPDATE outbox SET next_at = $2, error = $3 WHERE id = $1").bind(id).bind(next_at).bind(error)).await.map(|_| ())
}

/// Gives an entry up; it stays to be looked at.
pub async fn give_up(db: &mut Transaction, id: Uuid, now: Micros, error: &str) -> Result<(), StoreError> {
    db.execute(sql("UPDATE outbox SET failed_at = $2, error = $3 WHERE id = $1").bind(id).bind(now).bind(error)).await.map(|_| ())
}

/// Deletes entries that were given up before that time.
pub async fn delete_failed(db: &mut Transaction, before: Micros) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM outbox WHERE failed_at IS NOT NULL AND failed_at < $1").bind(before)).await
}

/// Deletes all entries of a kind, done or not.
pub async fn delete_all(db: &mut Transaction, kind: &'static str) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM outbox WHERE kind = $1").bind(kind)).await
}
