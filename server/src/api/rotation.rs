use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    provider::ProviderRequest,
    rotation::{
        BeginRotationRequest, FinishRotationRequest, LinkKey, RewrapRequest, RotationRequest, RotationView, SealPeopleRequest, UnsealedPeopleRequest,
        UnsealedPerson,
    },
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Begins a change of the provider key.
#[server(prefix = "/rpc", endpoint = "rotation/begin", input = Json, output = Json, client = ApiClient)]
pub async fn begin_rotation(request: BeginRotationRequest) -> Result<RotationView, ApiError> {
    serve!(crate::domain::rotation::begin, request)
}

/// The change that was begun and not finished.
#[server(prefix = "/rpc", endpoint = "rotation/resume", input = Json, output = Json, client = ApiClient)]
pub async fn resume_rotation(request: ProviderRequest) -> Result<RotationView, ApiError> {
    serve!(crate::domain::rotation::resume, request)
}

/// Links that are to be wrapped by the new key, up to 500; their clients see it in their event logs.
#[server(prefix = "/rpc", endpoint = "rotation/links", input = Json, output = Json, client = ApiClient)]
pub async fn links_to_rewrap(request: RotationRequest) -> Result<Vec<LinkKey>, ApiError> {
    serve!(crate::domain::rotation::links, request)
}

/// Keeps links under the new key beside the present ones.
#[server(prefix = "/rpc", endpoint = "rotation/rewrap", input = Json, output = Json, client = ApiClient)]
pub async fn rewrap_links(request: RewrapRequest) -> Result<RotationView, ApiError> {
    serve!(crate::domain::rotation::rewrap, request)
}

/// Confirmed people to whom the new key is not sealed yet, up to 50.
#[server(prefix = "/rpc", endpoint = "rotation/people", input = Json, output = Json, client = ApiClient)]
pub async fn unsealed_people(request: UnsealedPeopleRequest) -> Result<Vec<UnsealedPerson>, ApiError> {
    serve!(crate::domain::rotation::people, request)
}

/// Keeps the new key sealed to people.
#[server(prefix = "/rpc", endpoint = "rotation/seal", input = Json, output = Json, client = ApiClient)]
pub async fn seal_next_key(request: SealPeopleRequest) -> Result<(), ApiError> {
    serve!(crate::domain::rotation::seal, request)
}

/// Puts the new key in the place of the old one.
#[server(prefix = "/rpc", endpoint = "rotation/finish", input = Json, output = Json, client = ApiClient)]
pub async fn finish_rotation(request: FinishRotationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::rotation::finish, request)
}
