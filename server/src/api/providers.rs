use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    event::{EventActor, EventView, ProviderActorsRequest, ProviderEventsRequest},
    page::{Page, TextFile},
    provider::{PlanView, ProviderRequest, ProviderView, UpdatePlanRequest, UpdateProviderRequest},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Settings of a provider.
#[server(prefix = "/rpc", endpoint = "providers/get", input = Json, output = Json, client = ApiClient)]
pub async fn provider(request: ProviderRequest) -> Result<ProviderView, ApiError> {
    serve!(crate::domain::providers::get, request)
}

/// Changes the settings of a provider.
#[server(prefix = "/rpc", endpoint = "providers/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_provider(request: UpdateProviderRequest) -> Result<(), ApiError> {
    serve!(crate::domain::providers::update, request)
}

/// Seats bought and assigned.
#[server(prefix = "/rpc", endpoint = "providers/plan", input = Json, output = Json, client = ApiClient)]
pub async fn plan(request: ProviderRequest) -> Result<PlanView, ApiError> {
    serve!(crate::domain::providers::plan, request)
}

/// Sets the seats bought.
#[server(prefix = "/rpc", endpoint = "providers/update_plan", input = Json, output = Json, client = ApiClient)]
pub async fn update_plan(request: UpdatePlanRequest) -> Result<(), ApiError> {
    serve!(crate::domain::providers::update_plan, request)
}

/// The provider's event log as CSV, safe to open in a spreadsheet.
#[server(prefix = "/rpc", endpoint = "providers/export_events", input = Json, output = Json, client = ApiClient)]
pub async fn export_provider_events(request: ProviderEventsRequest) -> Result<TextFile, ApiError> {
    serve!(crate::domain::events::export_csv_of_provider, request)
}

/// The provider's event log, newest first.
#[server(prefix = "/rpc", endpoint = "providers/events", input = Json, output = Json, client = ApiClient)]
pub async fn provider_events(request: ProviderEventsRequest) -> Result<Page<EventView>, ApiError> {
    serve!(crate::domain::events::of_provider, request)
}

/// Who did something in the provider's log, by name.
#[server(prefix = "/rpc", endpoint = "providers/event_actors", input = Json, output = Json, client = ApiClient)]
pub async fn provider_event_actors(request: ProviderActorsRequest) -> Result<Page<EventActor>, ApiError> {
    serve!(crate::domain::events::actors_of_provider, request)
}
