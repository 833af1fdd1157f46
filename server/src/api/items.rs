use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    item::{
        CreateItemRequest, ItemRequest, ItemView, ItemsRequest, ListItemsRequest, MarkItemRequest, MoveItemRequest, ShareItemRequest, TellItemRequest,
        UpdateItemRequest,
    },
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Items that the member's grants reach, the trash included.
#[server(prefix = "/rpc", endpoint = "items/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_items(request: ListItemsRequest) -> Result<Page<ItemView>, ApiError> {
    serve!(crate::domain::items::list, request)
}

/// One item that the member's grants reach.
#[server(prefix = "/rpc", endpoint = "items/read", input = Json, output = Json, client = ApiClient)]
pub async fn read_item(request: ItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::read, request)
}

/// Stores a new item in collections that the member may edit.
#[server(prefix = "/rpc", endpoint = "items/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_item(request: CreateItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::pages::create, request)
}

/// Replaces what an item holds, and the person's own marks on it.
#[server(prefix = "/rpc", endpoint = "items/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_item(request: UpdateItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::pages::update, request)
}

/// Changes the person's own marks on an item.
#[server(prefix = "/rpc", endpoint = "items/mark", input = Json, output = Json, client = ApiClient)]
pub async fn mark_item(request: MarkItemRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::pages::mark, request)
}

/// Puts items into the trash.
#[server(prefix = "/rpc", endpoint = "items/trash", input = Json, output = Json, client = ApiClient)]
pub async fn trash_items(request: ItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::pages::trash, request)
}

/// Takes items out of the trash.
#[server(prefix = "/rpc", endpoint = "items/restore", input = Json, output = Json, client = ApiClient)]
pub async fn restore_items(request: ItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::pages::restore, request)
}

/// Deletes items for good.
#[server(prefix = "/rpc", endpoint = "items/destroy", input = Json, output = Json, client = ApiClient)]
pub async fn destroy_items(request: ItemsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::pages::destroy, request)
}

/// Gives an own item to an organization, encrypted for it.
#[server(prefix = "/rpc", endpoint = "items/share", input = Json, output = Json, client = ApiClient)]
pub async fn share_item(request: ShareItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::pages::share, request)
}

/// Changes in which collections an item is.
#[server(prefix = "/rpc", endpoint = "items/collections", input = Json, output = Json, client = ApiClient)]
pub async fn move_item(request: MoveItemRequest) -> Result<ItemView, ApiError> {
    serve!(crate::domain::items::pages::change_collections, request)
}

/// Tells the log of the organization what the person did with an item.
#[server(prefix = "/rpc", endpoint = "items/tell", input = Json, output = Json, client = ApiClient)]
pub async fn tell_of_item(request: TellItemRequest) -> Result<(), ApiError> {
    serve!(crate::domain::items::pages::tell, request)
}
