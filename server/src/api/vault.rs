//! The person's own vault, and what he needs to read those of his organizations.

use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    item::{
        CreateFolderRequest, CreateOwnItemRequest, FolderRequest, FolderView, ImportOwnItemsRequest, ItemView, ListFoldersRequest, ListOwnItemsRequest,
        MarkOwnItemRequest, OwnItemRequest, OwnItemsRequest, RenameFolderRequest, UpdateOwnItemRequest, VaultOrganization,
    },
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The organizations whose vaults are open to the person, with the collections granted to him.
#[server(prefix = "/rpc", endpoint = "vault/organizations", input = Json, output = Json, client = ApiClient)]
pub async fn vault_organizations() -> Result<Vec<VaultOrganization>, ApiError> {
    serve!(crate::domain::items::vault::organizations, ())
}

/// The person's folders.
#[server(prefix = "/rpc", endpoint = "vault/folders", input = Json, output = Json, client = ApiClient)]
pub async fn list_folders(request: ListFoldersRequest) -> Result<Page<FolderView>, ApiError> {
    serve!(crate::domain::items::vault::folders, request)
}

/// The person's own items, the trash included.
#[server(prefix = "/rpc", endpoint = "vault/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_own_items(request: ListOwnItemsRequest) -> Result<Page<ItemView>, ApiError> {
    serve!(crate::domain::items::vault::list, request)
}

/// One of the person's own items.
#[server(prefix = "/rpc", endpoint = "vault/read", input = Json, output = Json, client = ApiClient)]
pub async fn read_own_item(request: OwnItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::vault::read, request)
}

/// Writes to the log that the person takes his own vault along. Pages ask for it before they make the file.
#[server(prefix = "/rpc", endpoint = "vault/begin_export", input = Json, output = Json, client = ApiClient)]
pub async fn begin_own_export() -> Result<(), ApiError> {
    serve!(crate::domain::items::begin_own_export, ())
}

/// Stores a new item.
#[server(prefix = "/rpc", endpoint = "vault/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_own_item(request: CreateOwnItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::vault::create, request)
}

/// Replaces what an item holds, and its marks.
#[server(prefix = "/rpc", endpoint = "vault/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_own_item(request: UpdateOwnItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::vault::update, request)
}

/// Changes the marks of an item.
#[server(prefix = "/rpc", endpoint = "vault/mark", input = Json, output = Json, client = ApiClient)]
pub async fn mark_own_item(request: MarkOwnItemRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::vault::mark, request)
}

/// Puts items into the trash.
#[server(prefix = "/rpc", endpoint = "vault/trash", input = Json, output = Json, client = ApiClient)]
pub async fn trash_own_items(request: OwnItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::vault::trash, request)
}

/// Takes items out of the trash.
#[server(prefix = "/rpc", endpoint = "vault/restore", input = Json, output = Json, client = ApiClient)]
pub async fn restore_own_items(request: OwnItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::vault::restore, request)
}

/// Deletes items for good.
#[server(prefix = "/rpc", endpoint = "vault/destroy", input = Json, output = Json, client = ApiClient)]
pub async fn destroy_own_items(request: OwnItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::vault::destroy, request)
}

/// Makes a folder.
#[server(prefix = "/rpc", endpoint = "vault/create_folder", input = Json, output = Json, client = ApiClient)]
pub async fn create_folder(request: CreateFolderRequest) -> Result<FolderView, ApiError> {
    serve!(crate::domain::items::vault::create_folder, request)
}

/// Renames a folder.
#[server(prefix = "/rpc", endpoint = "vault/rename_folder", input = Json, output = Json, client = ApiClient)]
pub async fn rename_folder(request: RenameFolderRequest) -> Result<FolderView, ApiError> {
    serve!(crate::domain::items::vault::rename_folder, request)
}

/// Deletes a folder; its items stay, in no folder.
#[server(prefix = "/rpc", endpoint = "vault/delete_folder", input = Json, output = Json, client = ApiClient)]
pub async fn delete_folder(request: FolderRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::vault::delete_folder, request)
}

/// Takes one part of an import in; with the last one, all of it is in the vault.
#[server(prefix = "/rpc", endpoint = "vault/import", input = Json, output = Json, client = ApiClient)]
pub async fn import_own_items(request: ImportOwnItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::import_part, request)
}
