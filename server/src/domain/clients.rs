use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    client::{
        AddExistingRequest, AddableView, ClientPage, ClientRequest, ClientSummary, ClientView, CreateClientRequest, ListClientsRequest, RenameClientRequest,
        SetSeatsRequest, SetTagsRequest, UnlinkRequest,
    },
    provider::ProviderRequest,
};

pub async fn list(_context: &Context, _request: ListClientsRequest) -> Result<ClientPage> {
    Err(Error::Internal("not built"))
}

pub async fn summary(_context: &Context, _request: ProviderRequest) -> Result<ClientSummary> {
    Err(Error::Internal("not built"))
}

pub async fn create(_context: &Context, _request: CreateClientRequest) -> Result<ClientView> {
    Err(Error::Internal("not built"))
}

pub async fn addable(_context: &Context, _request: ProviderRequest) -> Result<Vec<AddableView>> {
    Err(Error::Internal("not built"))
}

pub async fn add_existing(_context: &Context, _request: AddExistingRequest) -> Result<ClientView> {
    Err(Error::Internal("not built"))
}

pub async fn rename(_context: &Context, _request: RenameClientRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn set_seats(_context: &Context, _request: SetSeatsRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn set_tags(_context: &Context, _request: SetTagsRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn suspend(_context: &Context, _request: ClientRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn resume(_context: &Context, _request: ClientRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn unlink(_context: &Context, _request: UnlinkRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
