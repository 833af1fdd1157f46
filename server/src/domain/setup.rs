use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::setup::{SetupRequest, SetupStatus};

pub async fn status(_context: &Context, _request: ()) -> Result<SetupStatus> {
    Err(Error::Internal("not built"))
}

pub async fn create(_context: &Context, _request: SetupRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
