//! Rows of other verticals that are only kept for a time.

use super::{StoreError, Transaction, sql};
use crate::model::time::Micros;

/// How long the answer of a command is kept for its repetition.
const ANSWERS: i64 = Micros::DAY;

/// Deletes key tickets that can no longer be used. An app that was lent a key sees that there is something to fetch, and forgets it.
pub async fn delete_key_tickets(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    let lent = sql("UPDATE users SET vault_revised_at = $1 WHERE vault_revised_at < $1
        AND id IN (SELECT user_id FROM key_tickets WHERE expires_at <= $1 AND used_at IS NULL AND purpose = 'import-with-app')");
    db.execute(lent.bind(now)).await?;
    db.execute(sql("DELETE FROM key_tickets WHERE expires_at <= $1").bind(now)).await
}

/// Deletes what arrived of imports that nobody went on with.
pub async fn delete_own_imports(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM own_import_parts WHERE created_at <= $1").bind(now.plus(-ANSWERS))).await
}

/// Deletes answers of commands that nobody will repeat any more.
pub async fn delete_answers(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM idempotency_keys WHERE created_at <= $1").bind(now.plus(-ANSWERS))).await
}
