use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::person::{
    ConfirmPersonRequest, InvitePeopleRequest, InviteResult, ListPeopleRequest, PeopleView, PersonRequest, PublicKeyView, UpdatePersonRequest,
};

pub async fn list(_context: &Context, _request: ListPeopleRequest) -> Result<PeopleView> {
    Err(Error::Internal("not built"))
}

pub async fn invite(_context: &Context, _request: InvitePeopleRequest) -> Result<Vec<InviteResult>> {
    Err(Error::Internal("not built"))
}

pub async fn reinvite(_context: &Context, _request: PersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn public_key(_context: &Context, _request: PersonRequest) -> Result<PublicKeyView> {
    Err(Error::Internal("not built"))
}

pub async fn confirm(_context: &Context, _request: ConfirmPersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn update(_context: &Context, _request: UpdatePersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn revoke(_context: &Context, _request: PersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn restore(_context: &Context, _request: PersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn remove(_context: &Context, _request: PersonRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
