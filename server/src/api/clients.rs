use super::client::ApiClient;
use crate::model::{
    client::{
        AddExistingRequest, AddableKeyView, AddablePage, ChangeTagsRequest, ClientPage, ClientRequest, ClientSummary, ClientView, CreateClientRequest,
        ExportClientsRequest, ListAddableRequest, ListClientsRequest, RenameClientRequest, SetSeatsRequest, UnlinkRequest,
    },
    error::ApiError,
    page::TextFile,
    provider::ProviderRequest,
    text::Tag,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The clients of a provider that the caller may see.
#[server(prefix = "/rpc", endpoint = "clients/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_clients(request: ListClientsRequest) -> Result<ClientPage, ApiError> {
    serve!(crate::domain::clients::list, request)
}

/// What the filter shows as CSV, safe to open in a spreadsheet.
#[server(prefix = "/rpc", endpoint = "clients/export_csv", input = Json, output = Json, client = ApiClient)]
pub async fn export_clients(request: ExportClientsRequest) -> Result<TextFile, ApiError> {
    serve!(crate::domain::clients::export_csv, request)
}

/// Figures over all clients that the caller may see.
#[server(prefix = "/rpc", endpoint = "clients/summary", input = Json, output = Json, client = ApiClient)]
pub async fn summarize_clients(request: ProviderRequest) -> Result<ClientSummary, ApiError> {
    serve!(crate::domain::clients::summary, request)
}

/// Creates a client and invites its owner.
#[server(prefix = "/rpc", endpoint = "clients/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_client(request: CreateClientRequest) -> Result<ClientView, ApiError> {
    serve!(crate::domain::clients::create, request)
}

/// Organizations that the caller owns and may link.
#[server(prefix = "/rpc", endpoint = "clients/addable", input = Json, output = Json, client = ApiClient)]
pub async fn addable_organizations(request: ListAddableRequest) -> Result<AddablePage, ApiError> {
    serve!(crate::domain::clients::addable, request)
}

/// The caller's own sealed key of the one that he is about to link.
#[server(prefix = "/rpc", endpoint = "clients/addable_key", input = Json, output = Json, client = ApiClient)]
pub async fn addable_key(request: ClientRequest) -> Result<AddableKeyView, ApiError> {
    serve!(crate::domain::clients::addable_key, request)
}

/// Links an organization that the caller owns.
#[server(prefix = "/rpc", endpoint = "clients/add_existing", input = Json, output = Json, client = ApiClient)]
pub async fn add_existing_client(request: AddExistingRequest) -> Result<ClientView, ApiError> {
    serve!(crate::domain::clients::add_existing, request)
}

/// Renames a client.
#[server(prefix = "/rpc", endpoint = "clients/rename", input = Json, output = Json, client = ApiClient)]
pub async fn rename_client(request: RenameClientRequest) -> Result<(), ApiError> {
    serve!(crate::domain::clients::rename, request)
}

/// Sets a client's seats.
#[server(prefix = "/rpc", endpoint = "clients/set_seats", input = Json, output = Json, client = ApiClient)]
pub async fn set_client_seats(request: SetSeatsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::clients::set_seats, request)
}

/// Adds and takes away tags of a client. Returns those that it has then.
#[server(prefix = "/rpc", endpoint = "clients/change_tags", input = Json, output = Json, client = ApiClient)]
pub async fn change_client_tags(request: ChangeTagsRequest) -> Result<Vec<Tag>, ApiError> {
    serve!(crate::domain::clients::change_tags, request)
}

/// Suspends a client: reading goes on, commands do not.
#[server(prefix = "/rpc", endpoint = "clients/suspend", input = Json, output = Json, client = ApiClient)]
pub async fn suspend_client(request: ClientRequest) -> Result<(), ApiError> {
    serve!(crate::domain::clients::suspend, request)
}

/// Ends a suspension.
#[server(prefix = "/rpc", endpoint = "clients/resume", input = Json, output = Json, client = ApiClient)]
pub async fn resume_client(request: ClientRequest) -> Result<(), ApiError> {
    serve!(crate::domain::clients::resume, request)
}

/// Ends the link to a client.
#[server(prefix = "/rpc", endpoint = "clients/unlink", input = Json, output = Json, client = ApiClient)]
pub async fn unlink_client(request: UnlinkRequest) -> Result<(), ApiError> {
    serve!(crate::domain::clients::unlink, request)
}
