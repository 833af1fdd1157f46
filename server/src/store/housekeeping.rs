//! Deletes rows that nobody can use any more.

use super::{StoreError, Transaction, outbox, sql};
use crate::model::time::Micros;

/// Guesses are forgotten after a day without one.
const ATTEMPTS: i64 = Micros::DAY;
/// Answers of commands are kept for repetitions.
const ANSWERS: i64 = Micros::DAY;
/// Mails that could not be sent are kept to be looked at.
const FAILED_MAILS: i64 = 7 * Micros::DAY;

/// Deletes what has expired at that time; the number of rows.
pub async fn delete_expired(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    let mut rows = db.execute(sql("DELETE FROM sessions WHERE expires_at <= $1").bind(now)).await?;
    rows += db.execute(sql("DELETE FROM attempts WHERE last_at < $1 AND blocked_until <= $2").bind(now.plus(-ATTEMPTS)).bind(now)).await?;
    rows += db.execute(sql("DELETE FROM key_tickets WHERE expires_at <= $1").bind(now)).await?;
    rows += db.execute(sql("DELETE FROM idempotency_keys WHERE created_at < $1").bind(now.plus(-ANSWERS))).await?;
    rows += outbox::delete_failed(db, now.plus(-FAILED_MAILS)).await?;
    Ok(rows)
}
