use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    setup::{SetupRequest, SetupStatus},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Tells whether this installation waits for its first admin.
#[server(prefix = "/rpc", endpoint = "setup/status", input = Json, output = Json, client = ApiClient)]
pub async fn load_setup_status() -> Result<SetupStatus, ApiError> {
    serve!(crate::domain::setup::status, ())
}

/// Creates the first admin, the provider and its plan.
#[server(prefix = "/rpc", endpoint = "setup/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_setup(request: SetupRequest) -> Result<(), ApiError> {
    serve!(crate::domain::setup::create, request)
}
