use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    account::{AcceptRequest, Accepted, ChangePasswordRequest, EndSessionRequest, Me, SessionView, UpdateAccountRequest},
    account::{Access, PreloginRequest, PreloginResponse, SignInRequest, StepUpRequest, StepUpResponse, UnlockKeys},
};

pub async fn list(_context: &Context, _request: ()) -> Result<Vec<SessionView>> {
    Err(Error::Internal("not built"))
}

pub async fn end(_context: &Context, _request: EndSessionRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn prelogin(_context: &Context, _request: PreloginRequest) -> Result<PreloginResponse> {
    Err(Error::Internal("not built"))
}

pub async fn sign_in(_context: &Context, _request: SignInRequest) -> Result<Access> {
    Err(Error::Internal("not built"))
}

pub async fn refresh(_context: &Context, _request: ()) -> Result<Access> {
    Err(Error::Internal("not built"))
}

pub async fn sign_out(_context: &Context, _request: ()) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn step_up(_context: &Context, _request: StepUpRequest) -> Result<StepUpResponse> {
    Err(Error::Internal("not built"))
}

pub async fn unlock_keys(_context: &Context, _request: ()) -> Result<UnlockKeys> {
    Err(Error::Internal("not built"))
}
