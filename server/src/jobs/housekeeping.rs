use crate::{
    domain::{
        Error, Result,
        sessions::{self, Expired},
    },
    model::time::Micros,
    store::{Store, outbox},
};

/// Mails that could not be sent are kept to be looked at.
const FAILED_MAILS: i64 = 7 * Micros::DAY;

/// Deletes what has expired; the number of rows.
pub async fn clean(store: &Store, now: Micros) -> Result<u64> {
    let Expired { sessions, attempts, key_tickets, answers } = sessions::housekeep(store, now).await?;
    let mails =
        store.write::<_, _, Error, _>(now.plus(-FAILED_MAILS), |db, before| Box::pin(async move { Ok(outbox::delete_failed(db, *before).await?) })).await?;
    Ok(sessions + attempts + key_tickets + answers + mails)
}
