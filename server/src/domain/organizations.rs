use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    member::SeatsView,
    organization::{DeleteOrganizationRequest, KeyTicket, KeyTicketRequest, OrganizationRequest, OrganizationView, UpdateOrganizationRequest},
};

pub async fn get(_context: &Context, _request: OrganizationRequest) -> Result<OrganizationView> {
    Err(Error::Internal("not built"))
}

pub async fn enter(_context: &Context, _request: OrganizationRequest) -> Result<OrganizationView> {
    Err(Error::Internal("not built"))
}

pub async fn update(_context: &Context, _request: UpdateOrganizationRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn delete(_context: &Context, _request: DeleteOrganizationRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn seats(_context: &Context, _request: OrganizationRequest) -> Result<SeatsView> {
    Err(Error::Internal("not built"))
}

pub async fn key_ticket(_context: &Context, _request: KeyTicketRequest) -> Result<KeyTicket> {
    Err(Error::Internal("not built"))
}
