use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    item::{CreateItemRequest, ItemRequest, ItemView, ListItemsRequest},
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Items that the member's grants reach.
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
    serve!(crate::domain::items::create, request)
}
