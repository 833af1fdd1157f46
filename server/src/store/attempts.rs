//! Counters of guesses and of requests that cost something. Each is counted by one statement before the work is done,
//! so that a hundred at once are not all let through.

use super::{StoreError, Transaction, sql};
use crate::model::time::Micros;

/// How a counter lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Free at first, then with a pause that doubles each time. Forgotten after a quiet day.
    Doubling { free: u32, longest: i64 },
    /// At most `most` in a window of `length` microseconds that begins with the first.
    Window { most: u32, length: i64 },
}

/// Whether one more was let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Granted,
    Blocked { until: Micros },
}

/// How the names of counters begin that are of no use after their window.
pub const ONCE_PREFIX: &str = "once:";

/// After this long without an attempt a doubling counter begins anew.
const FORGET: i64 = Micros::DAY;

/// Counts one more, unless the counter is blocked.
pub async fn take(db: &mut Transaction, subject: &str, pace: Pace, now: Micros) -> Result<Taken, StoreError> {
    let query = match pace {
        Pace::Doubling { free, longest } => sql("INSERT INTO attempts (subject, failures, blocked_until, last_at) VALUES ($1, 1, 0, $2)
            ON CONFLICT (subject) DO UPDATE SET
              failures = CASE WHEN attempts.last_at < $3 THEN 1 ELSE attempts.failures + 1 END,
              blocked_until = CASE
                WHEN attempts.last_at < $3 OR attempts.failures + 1 < $4 THEN 0
                WHEN attempts.failures + 1 - $4 > 8 THEN $2 + $5
                ELSE $2 + 1000000 * (CAST(2 AS BIGINT) << CAST(attempts.failures + 1 - $4 AS INTEGER)) END,
              last_at = $2
            WHERE attempts.blocked_until <= $2 RETURNING failures")
        .bind(subject)
        .bind(now)
        .bind(now.plus(-FORGET))
        .bind(free)
        .bind(longest),
        // `blocked_until` is the end of the window.
        Pace::Window { most, length } => sql("INSERT INTO attempts (subject, failures, blocked_until, last_at) VALUES ($1, 1, $3, $2)
            ON CONFLICT (subject) DO UPDATE SET
              failures = CASE WHEN attempts.blocked_until <= $2 THEN 1 ELSE attempts.failures + 1 END,
              blocked_until = CASE WHEN attempts.blocked_until <= $2 THEN $3 ELSE attempts.blocked_until END,
              last_at = $2
            WHERE attempts.blocked_until <= $2 OR attempts.failures < $4 RETURNING failures")
        .bind(subject)
        .bind(now)
        .bind(now.plus(length))
        .bind(most),
    };
    if db.execute_returning(query).await?.is_some() {
        return Ok(Taken::Granted);
    }
    let row = db.one(sql("SELECT blocked_until FROM attempts WHERE subject = $1").bind(subject)).await?;
    Ok(Taken::Blocked { until: row.get("blocked_until")? })
}

/// Forgets a counter after a success.
pub async fn clear(db: &mut Transaction, subject: &str) -> Result<(), StoreError> {
    db.execute(sql("DELETE FROM attempts WHERE subject = $1").bind(subject)).await?;
    Ok(())
}

/// Takes back one of a counter, after a success.
pub async fn give_back(db: &mut Transaction, subject: &str) -> Result<(), StoreError> {
    db.execute(sql("UPDATE attempts SET failures = failures - 1 WHERE subject = $1 AND failures > 0").bind(subject)).await?;
    Ok(())
}

/// Notes that something went on with a counter, and changes nothing else.
pub async fn touch(db: &mut Transaction, subject: &str, now: Micros) -> Result<(), StoreError> {
    db.execute(sql("UPDATE attempts SET last_at = $2 WHERE subject = $1").bind(subject).bind(now)).await?;
    Ok(())
}

/// Deletes counters that no longer count.
pub async fn delete_expired(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    let query = sql("DELETE FROM attempts WHERE blocked_until < $2 AND (last_at < $1 OR subject LIKE $3)");
    db.execute(query.bind(now.plus(-FORGET)).bind(now).bind(format!("{ONCE_PREFIX}%"))).await
}
