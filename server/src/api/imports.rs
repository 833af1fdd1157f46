use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    import::{
        AcceptImportRequest, AppTicket, BeginImportRequest, HeldItems, HeldItemsRequest, ImportProgress, ImportRequest, ImportView, ListImportsRequest,
        SendImportPartRequest,
    },
    organization::{KeyTicket, OrganizationRequest},
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Hands out the wrapped organization key to encrypt an import with. The owners see it in their event log.
#[server(prefix = "/rpc", endpoint = "imports/key_ticket", input = Json, output = Json, client = ApiClient)]
pub async fn issue_import_ticket(request: OrganizationRequest) -> Result<KeyTicket, ApiError> {
    serve!(crate::domain::imports::key_ticket, request)
}

/// Lends a client's key to the caller's own app, for one import. The owners see it in their event log.
#[server(prefix = "/rpc", endpoint = "imports/app_ticket", input = Json, output = Json, client = ApiClient)]
pub async fn lend_to_app(request: OrganizationRequest) -> Result<AppTicket, ApiError> {
    serve!(crate::domain::imports::lend_to_app, request)
}

/// Announces an import, or asks how far an announced one has come.
#[server(prefix = "/rpc", endpoint = "imports/begin", input = Json, output = Json, client = ApiClient)]
pub async fn begin_import(request: BeginImportRequest) -> Result<ImportProgress, ApiError> {
    serve!(crate::domain::imports::begin, request)
}

/// Sends one part.
#[server(prefix = "/rpc", endpoint = "imports/send", input = Json, output = Json, client = ApiClient)]
pub async fn send_import_part(request: SendImportPartRequest) -> Result<(), ApiError> {
    serve!(crate::domain::imports::send, request)
}

/// Completes an import: held when a provider user sent it, in the vault when the organization's own people did.
#[server(prefix = "/rpc", endpoint = "imports/finish", input = Json, output = Json, client = ApiClient)]
pub async fn finish_import(request: ImportRequest) -> Result<ImportView, ApiError> {
    serve!(crate::domain::imports::finish, request)
}

/// The imports of an organization, newest first.
#[server(prefix = "/rpc", endpoint = "imports/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_imports(request: ListImportsRequest) -> Result<Page<ImportView>, ApiError> {
    serve!(crate::domain::imports::list, request)
}

/// Takes an import back, or discards one that a provider user sent.
#[server(prefix = "/rpc", endpoint = "imports/withdraw", input = Json, output = Json, client = ApiClient)]
pub async fn withdraw_import(request: ImportRequest) -> Result<ImportView, ApiError> {
    serve!(crate::domain::imports::withdraw, request)
}

/// The items of a held import, for those who decide about it.
#[server(prefix = "/rpc", endpoint = "imports/items", input = Json, output = Json, client = ApiClient)]
pub async fn read_held_items(request: HeldItemsRequest) -> Result<HeldItems, ApiError> {
    serve!(crate::domain::imports::items, request)
}

/// Puts the items of a held import into the vault.
#[server(prefix = "/rpc", endpoint = "imports/accept", input = Json, output = Json, client = ApiClient)]
pub async fn accept_import(request: AcceptImportRequest) -> Result<ImportView, ApiError> {
    serve!(crate::domain::imports::accept, request)
}
