use crate::{
    domain::{Error, Result},
    model::time::Micros,
    store::{Store, housekeeping},
};

/// Deletes what has expired; the number of rows.
pub async fn clean(store: &Store, now: Micros) -> Result<u64> {
    store.write::<_, _, Error, _>(now, |db, now| Box::pin(async move { Ok(housekeeping::delete_expired(db, *now).await?) })).await
}
