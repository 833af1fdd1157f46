use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    event::{EventView, ProviderEventsRequest},
    page::Page,
    provider::{PlanView, ProviderRequest, ProviderView, UpdatePlanRequest, UpdateProviderRequest},
};

pub async fn get(_context: &Context, _request: ProviderRequest) -> Result<ProviderView> {
    Err(Error::Internal("not built"))
}

pub async fn update(_context: &Context, _request: UpdateProviderRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn plan(_context: &Context, _request: ProviderRequest) -> Result<PlanView> {
    Err(Error::Internal("not built"))
}

pub async fn update_plan(_context: &Context, _request: UpdatePlanRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
