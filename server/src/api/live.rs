use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    live::{Version, WaitForOrganizationRequest, WaitForProviderRequest},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Answers when a list of an organization has changed, or when the time is over.
#[server(prefix = "/rpc", endpoint = "live/organization", input = Json, output = Json, client = ApiClient)]
pub async fn wait_for_organization(request: WaitForOrganizationRequest) -> Result<Version, ApiError> {
    serve!(crate::domain::live::wait_for_organization, request)
}

/// Answers when a list of a provider has changed, or when the time is over.
#[server(prefix = "/rpc", endpoint = "live/provider", input = Json, output = Json, client = ApiClient)]
pub async fn wait_for_provider(request: WaitForProviderRequest) -> Result<Version, ApiError> {
    serve!(crate::domain::live::wait_for_provider, request)
}
