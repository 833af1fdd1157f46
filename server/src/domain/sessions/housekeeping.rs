use crate::{
    domain::{Error, Result},
    model::time::Micros,
    store::{self, Store},
};

/// How long a mail that could not be sent is kept.
const FAILED_MAILS: i64 = 7 * Micros::DAY;

/// How long an import may take to become complete.
const UNFINISHED_IMPORTS: i64 = Micros::DAY;

/// Rows that housekeeping deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    pub sessions: u64,
    pub attempts: u64,
    pub key_tickets: u64,
    pub answers: u64,
    /// Mails that could not be sent, after they were kept for a week to be looked at.
    pub mails: u64,
    /// Imports that did not become complete, with what had arrived of them.
    pub imports: u64,
}

/// Deletes what has expired: sessions, access tokens, counters of attempts, key tickets, answers kept for repetition, imports.
/// To be called every few minutes; nothing depends on it but the size of the database.
pub async fn housekeep(store: &Store, now: Micros) -> Result<Expired> {
    store
        .write(now, |db, now| {
            Box::pin(async move {
                Ok::<_, Error>(Expired {
                    sessions: store::sessions::delete_expired(db, *now).await?,
                    attempts: store::attempts::delete_expired(db, *now).await?,
                    key_tickets: store::expiry::delete_key_tickets(db, *now).await?,
                    answers: store::expiry::delete_answers(db, *now).await?,
                    mails: store::outbox::delete_failed(db, now.plus(-FAILED_MAILS)).await?,
                    imports: store::imports::delete_unfinished(db, now.plus(-UNFINISHED_IMPORTS)).await? + store::expiry::delete_own_imports(db, *now).await?,
                })
            })
        })
        .await
}
