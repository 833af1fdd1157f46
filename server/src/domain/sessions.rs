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

/// Who a bearer token stands for, if it is good at that time.
pub async fn load(db: &mut crate::store::Connection, token: &str, now: crate::model::time::Micros) -> Result<Option<super::Session>> {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(token).to_vec();
    let query = crate::store::sql(
        "SELECT s.id, s.user_id, u.email, u.name, s.step_up_at FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.access_hash = $1 AND s.access_expires_at > $2 AND s.expires_at > $2",
    );
    let Some(row) = db.row(query.bind(hash).bind(now)).await? else { return Ok(None) };
    Ok(Some(super::Session {
        id: row.get("id")?,
        user_id: row.get("user_id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        step_up_at: row.get("step_up_at")?,
    }))
}
