//! Answers of commands that may be repeated: one effect and one answer for each key of a person.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{IdempotencyKey, UserId},
    time::Micros,
};

/// Whether a key is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is; the command is to be done, and its answer to be kept.
    First,
    /// The person used it before, for this command and with this answer.
    Repeated { command: String, answer: String },
}

/// Claims a key for a command. Of several at the same time one is first; the others wait for its end.
pub async fn claim(db: &mut Transaction, user: UserId, key: IdempotencyKey, command: &str, now: Micros) -> Result<Claim, StoreError> {
    let query =
        sql("INSERT INTO idempotency_keys (user_id, key, command, answer, created_at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (user_id, key) DO NOTHING");
    if db.execute(query.bind(user).bind(key).bind(command).bind(now)).await? == 1 {
        return Ok(Claim::First);
    }
    let row = db.one(sql("SELECT command, answer FROM idempotency_keys WHERE user_id = $1 AND key = $2").bind(user).bind(key)).await?;
    Ok(Claim::Repeated { command: row.get("command")?, answer: row.get("answer")? })
}

/// Whether a command was done under a key.
pub async fn is_claimed(db: &mut Connection, user: UserId, key: IdempotencyKey, command: &str) -> Result<bool, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM idempotency_keys WHERE user_id = $1 AND key = $2 AND command = $3").bind(user).bind(key).bind(command);
    Ok(db.one(query).await?.get::<i64>("n")? > 0)
}

/// Keeps the answer of a command whose key was claimed.
pub async fn keep(db: &mut Transaction, user: UserId, key: IdempotencyKey, answer: String) -> Result<(), StoreError> {
    db.execute(sql("UPDATE idempotency_keys SET answer = $3 WHERE user_id = $1 AND key = $2").bind(user).bind(key).bind(answer)).await.map(|_| ())
}
