use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    item::{CreateItemRequest, ItemRequest, ItemView, ListItemsRequest},
    page::Page,
};

pub async fn list(_context: &Context, _request: ListItemsRequest) -> Result<Page<ItemView>> {
    Err(Error::Internal("not built"))
}

pub async fn read(_context: &Context, _request: ItemRequest) -> Result<ItemView> {
    Err(Error::Internal("not built"))
}

pub async fn create(_context: &Context, _request: CreateItemRequest) -> Result<ItemView> {
    Err(Error::Internal("not built"))
}
