use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::setup::{SetupRequest, SetupStatus};

pub async fn status(context: &Context, _request: ()) -> Result<SetupStatus> {
    let row = context.read().await?.one(crate::store::sql("SELECT COUNT(*) AS n FROM users")).await?;
    Ok(SetupStatus { is_needed: row.get::<i64>("n")? == 0 })
}

pub async fn create(_context: &Context, _request: SetupRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
