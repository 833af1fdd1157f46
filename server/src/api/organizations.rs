use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    member::SeatsView,
    organization::{DeleteOrganizationRequest, KeyTicket, KeyTicketRequest, OrganizationRequest, OrganizationView, UpdateOrganizationRequest},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// An organization, as far as the caller may see it.
#[server(prefix = "/rpc", endpoint = "organizations/get", input = Json, output = Json, client = ApiClient)]
pub async fn organization(request: OrganizationRequest) -> Result<OrganizationView, ApiError> {
    serve!(crate::domain::organizations::get, request)
}

/// Opens the Admin Console; a provider user's entry is an event on both sides.
#[server(prefix = "/rpc", endpoint = "organizations/enter", input = Json, output = Json, client = ApiClient)]
pub async fn enter_organization(request: OrganizationRequest) -> Result<OrganizationView, ApiError> {
    serve!(crate::domain::organizations::enter, request)
}

/// Changes name and billing e-mail.
#[server(prefix = "/rpc", endpoint = "organizations/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_organization(request: UpdateOrganizationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::organizations::update, request)
}

/// Deletes an organization with everything in it.
#[server(prefix = "/rpc", endpoint = "organizations/delete", input = Json, output = Json, client = ApiClient)]
pub async fn delete_organization(request: DeleteOrganizationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::organizations::delete, request)
}

/// Seats and how many are taken.
#[server(prefix = "/rpc", endpoint = "organizations/seats", input = Json, output = Json, client = ApiClient)]
pub async fn organization_seats(request: OrganizationRequest) -> Result<SeatsView, ApiError> {
    serve!(crate::domain::organizations::seats, request)
}

/// Hands out the wrapped organization key once, for one purpose.
#[server(prefix = "/rpc", endpoint = "organizations/key_ticket", input = Json, output = Json, client = ApiClient)]
pub async fn issue_key_ticket(request: KeyTicketRequest) -> Result<KeyTicket, ApiError> {
    serve!(crate::domain::organizations::key_ticket, request)
}
