use super::{
    ItemContent, grants,
    guard::{self, Of, Wish},
    shared,
};
use crate::{
    domain::{Context, Result},
    model::{
        access::Action,
        event::EventKind,
        id::ItemId,
        item::{CreateItemRequest, ItemView},
    },
    store,
};

/// Stores a new login in collections that the member may edit.
pub async fn create(context: &Context, request: CreateItemRequest) -> Result<ItemView> {
    let wish = Wish { of: Of::Shown(request.organization), action: Action::ClientItemsCreate, words: "create an item" };
    guard::command(context, wish, request, |db, context, access, request| {
        Box::pin(async move {
            let content = ItemContent::login(&request.data)?;
            let collections = grants::editable(db, access, &request.collections).await?;
            let id = ItemId::make();
            store::items::insert(db, access, id, &content, &collections, context.now()).await?;
            shared::note(db, context, access, id, EventKind::ItemCreated).await?;
            Ok(ItemView { id, collections, data: request.data.clone(), created_at: context.now() })
        })
    })
    .await
}
