use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    event::{EventActor, EventView, OrganizationActorsRequest, OrganizationEventsRequest},
    page::{Page, TextFile},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The organization's event log, newest first.
#[server(prefix = "/rpc", endpoint = "events/list", input = Json, output = Json, client = ApiClient)]
pub async fn organization_events(request: OrganizationEventsRequest) -> Result<Page<EventView>, ApiError> {
    serve!(crate::domain::events::of_organization, request)
}

/// Who did something in the organization's log, by name.
#[server(prefix = "/rpc", endpoint = "events/actors", input = Json, output = Json, client = ApiClient)]
pub async fn organization_event_actors(request: OrganizationActorsRequest) -> Result<Page<EventActor>, ApiError> {
    serve!(crate::domain::events::actors_of_organization, request)
}

/// The filtered event log as CSV, safe to open in a spreadsheet.
#[server(prefix = "/rpc", endpoint = "events/export_csv", input = Json, output = Json, client = ApiClient)]
pub async fn export_events(request: OrganizationEventsRequest) -> Result<TextFile, ApiError> {
    serve!(crate::domain::events::export_csv, request)
}
