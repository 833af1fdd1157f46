use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    account::{AcceptRequest, Accepted, ChangePasswordRequest, EndSessionRequest, Me, SessionView, UpdateAccountRequest},
    account::{FinishRegistrationRequest, ProofRequest, ProofView, StartRegistrationRequest},
};

pub async fn start_registration(_context: &Context, _request: StartRegistrationRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn proof(_context: &Context, _request: ProofRequest) -> Result<ProofView> {
    Err(Error::Internal("not built"))
}

pub async fn finish_registration(_context: &Context, _request: FinishRegistrationRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn me(_context: &Context, _request: ()) -> Result<Me> {
    Err(Error::Internal("not built"))
}

pub async fn accept(_context: &Context, _request: AcceptRequest) -> Result<Accepted> {
    Err(Error::Internal("not built"))
}

pub async fn update(_context: &Context, _request: UpdateAccountRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn change_password(_context: &Context, _request: ChangePasswordRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn change_kdf(_context: &Context, _request: ChangePasswordRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
