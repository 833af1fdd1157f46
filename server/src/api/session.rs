use super::client::ApiClient;
use crate::model::{
    account::{Access, PreloginRequest, PreloginResponse, SignInRequest, StepUpRequest, StepUpResponse, UnlockKeys},
    error::ApiError,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Tells how an account derives its keys.
#[server(prefix = "/rpc", endpoint = "session/prelogin", input = Json, output = Json, client = ApiClient)]
pub async fn prelogin(request: PreloginRequest) -> Result<PreloginResponse, ApiError> {
    serve!(crate::domain::sessions::prelogin, request)
}

/// Signs in; the refresh token comes as a cookie.
#[server(prefix = "/rpc", endpoint = "session/sign_in", input = Json, output = Json, client = ApiClient)]
pub async fn sign_in(request: SignInRequest) -> Result<Access, ApiError> {
    serve!(crate::domain::sessions::sign_in, request)
}

/// Exchanges the cookie for a new access token and a new cookie.
#[server(prefix = "/rpc", endpoint = "session/refresh", input = Json, output = Json, client = ApiClient)]
pub async fn refresh() -> Result<Access, ApiError> {
    serve!(crate::domain::sessions::refresh, ())
}

/// Ends this session.
#[server(prefix = "/rpc", endpoint = "session/sign_out", input = Json, output = Json, client = ApiClient)]
pub async fn sign_out() -> Result<(), ApiError> {
    serve!(crate::domain::sessions::sign_out, ())
}

/// Proves the identity again.
#[server(prefix = "/rpc", endpoint = "session/step_up", input = Json, output = Json, client = ApiClient)]
pub async fn step_up(request: StepUpRequest) -> Result<StepUpResponse, ApiError> {
    serve!(crate::domain::sessions::step_up, request)
}

/// Hands out the account's own wrapped keys.
#[server(prefix = "/rpc", endpoint = "session/unlock_keys", input = Json, output = Json, client = ApiClient)]
pub async fn load_unlock_keys() -> Result<UnlockKeys, ApiError> {
    serve!(crate::domain::sessions::unlock_keys, ())
}
