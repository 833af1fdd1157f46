use super::{StoreError, Transaction, sql};
use crate::model::{id::EventId, time::Micros};

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
