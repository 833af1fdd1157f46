//! What pages ask to do with an organization's items. They name the organization that they show beside the item.

use super::{
    ItemContent,
    guard::Of,
    list::read,
    shared,
    write::{Change, Fate, NewItem},
};
use crate::{
    domain::{Context, Result},
    model::item::{
        CreateItemRequest, ItemMarks, ItemRequest, ItemView, ItemsRequest, MarkItemRequest, MoveItemRequest, ShareItemRequest, TellItemRequest,
        UpdateItemRequest,
    },
    store::items::Marks,
};

/// Marks of an item that is in no archive.
pub(super) fn marks(marks: ItemMarks) -> Marks {
    Marks { folder: marks.folder, is_favorite: marks.is_favorite, archived_at: None }
}

/// Stores a new item.
pub async fn create(context: &Context, request: CreateItemRequest) -> Result<ItemView> {
    let CreateItemRequest { organization, collections, content, marks: wanted } = request;
    let new = NewItem { content: ItemContent::parse_text(&content)?, marks: marks(wanted), organization: Some(organization), collections };
    let item = shared::create(context, Of::Shown(organization), new).await?;
    read(context, ItemRequest { organization, item }).await
}

/// Replaces what an item holds.
pub async fn update(context: &Context, request: UpdateItemRequest) -> Result<ItemView> {
    let UpdateItemRequest { organization, item, content, marks: wanted, known_at } = request;
    let change = Change::of_page(&content, marks(wanted), known_at)?;
    shared::update(context, Of::Shown(organization), item, change).await?;
    read(context, ItemRequest { organization, item }).await
}

/// Changes the person's own marks.
pub async fn mark(context: &Context, request: MarkItemRequest) -> Result<()> {
    let ItemMarks { folder, is_favorite } = request.marks;
    shared::mark(context, Of::Shown(request.organization), request.item, move |marks| Marks { folder, is_favorite, ..marks }).await
}

/// Into the trash.
pub async fn trash(context: &Context, request: ItemsRequest) -> Result<()> {
    shared::settle(context, Of::Shown(request.organization), request.items, Fate::Trash).await
}

/// Out of the trash.
pub async fn restore(context: &Context, request: ItemsRequest) -> Result<()> {
    shared::settle(context, Of::Shown(request.organization), request.items, Fate::Restore).await
}

/// Gone for good.
pub async fn destroy(context: &Context, request: ItemsRequest) -> Result<()> {
    shared::settle(context, Of::Shown(request.organization), request.items, Fate::Destroy).await
}

/// From one's own vault into the organization's.
pub async fn share(context: &Context, request: ShareItemRequest) -> Result<ItemView> {
    let ShareItemRequest { organization, item, collections, content, known_at } = request;
    let change = Change::of_page(&content, Marks::default(), known_at)?;
    shared::share(context, Of::Shown(organization), item, change, collections).await?;
    read(context, ItemRequest { organization, item }).await
}

/// Into other collections.
pub async fn change_collections(context: &Context, request: MoveItemRequest) -> Result<ItemView> {
    let MoveItemRequest { organization, item, collections } = request;
    shared::change_collections(context, Of::Shown(organization), item, collections).await?;
    read(context, ItemRequest { organization, item }).await
}

/// For the log.
pub async fn tell(context: &Context, request: TellItemRequest) -> Result<()> {
    shared::tell(context, Of::Shown(request.organization), request.item, request.kind).await
}
