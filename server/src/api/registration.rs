use super::client::ApiClient;
use crate::model::{
    account::{FinishRegistrationRequest, ProofRequest, ProofView, StartRegistrationRequest},
    error::ApiError,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Sends a registration mail, or a mail that says there is an account already.
#[server(prefix = "/rpc", endpoint = "registration/start", input = Json, output = Json, client = ApiClient)]
pub async fn start_registration(request: StartRegistrationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::accounts::start_registration, request)
}

/// Tells what a mailed link is for.
#[server(prefix = "/rpc", endpoint = "registration/proof", input = Json, output = Json, client = ApiClient)]
pub async fn registration_proof(request: ProofRequest) -> Result<ProofView, ApiError> {
    serve!(crate::domain::accounts::proof, request)
}

/// Creates the account of a proved mailbox.
#[server(prefix = "/rpc", endpoint = "registration/finish", input = Json, output = Json, client = ApiClient)]
pub async fn finish_registration(request: FinishRegistrationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::accounts::finish_registration, request)
}
