use super::client::ApiClient;
use crate::model::{
    account::{AcceptRequest, Accepted, ApiKey, ChangePasswordRequest, EndSessionRequest, Me, SessionView, UpdateAccountRequest},
    error::ApiError,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The person signed in, with providers and organizations.
#[server(prefix = "/rpc", endpoint = "account/me", input = Json, output = Json, client = ApiClient)]
pub async fn load_me() -> Result<Me, ApiError> {
    serve!(crate::domain::accounts::me, ())
}

/// Accepts an invitation to an organization or a provider.
#[server(prefix = "/rpc", endpoint = "account/accept", input = Json, output = Json, client = ApiClient)]
pub async fn accept_invitation(request: AcceptRequest) -> Result<Accepted, ApiError> {
    serve!(crate::domain::accounts::accept, request)
}

/// Changes the own name.
#[server(prefix = "/rpc", endpoint = "account/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_account(request: UpdateAccountRequest) -> Result<(), ApiError> {
    serve!(crate::domain::accounts::update, request)
}

/// Changes the master password.
#[server(prefix = "/rpc", endpoint = "account/change_password", input = Json, output = Json, client = ApiClient)]
pub async fn change_password(request: ChangePasswordRequest) -> Result<(), ApiError> {
    serve!(crate::domain::accounts::change_password, request)
}

/// Changes the key derivation; the password stays.
#[server(prefix = "/rpc", endpoint = "account/change_kdf", input = Json, output = Json, client = ApiClient)]
pub async fn change_kdf(request: ChangePasswordRequest) -> Result<(), ApiError> {
    serve!(crate::domain::accounts::change_kdf, request)
}

/// The own sessions.
#[server(prefix = "/rpc", endpoint = "account/sessions", input = Json, output = Json, client = ApiClient)]
pub async fn sessions() -> Result<Vec<SessionView>, ApiError> {
    serve!(crate::domain::sessions::list, ())
}

/// Ends one of the own sessions.
#[server(prefix = "/rpc", endpoint = "account/end_session", input = Json, output = Json, client = ApiClient)]
pub async fn end_session(request: EndSessionRequest) -> Result<(), ApiError> {
    serve!(crate::domain::sessions::end, request)
}

/// Makes an API key in place of the one of before, and tells it once.
#[server(prefix = "/rpc", endpoint = "account/make_api_key", input = Json, output = Json, client = ApiClient)]
pub async fn make_api_key() -> Result<ApiKey, ApiError> {
    serve!(crate::domain::accounts::make_api_key, ())
}

/// Ends the API key.
#[server(prefix = "/rpc", endpoint = "account/end_api_key", input = Json, output = Json, client = ApiClient)]
pub async fn end_api_key() -> Result<(), ApiError> {
    serve!(crate::domain::accounts::end_api_key, ())
}
