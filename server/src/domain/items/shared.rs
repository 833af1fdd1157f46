//! Changes of an organization's items, each behind the member's grants.

use super::{
    attachments,
    folders::demand_folder,
    grants,
    guard::{self, Of, Wish},
    views::{self, TOLD},
    write::{Change, Fate, NewItem, demand_at_once, demand_fresh},
};
use crate::{
    access::{self, ItemAccess},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
    },
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        id::{CollectionId, ItemId},
    },
    store::{
        self, Connection, Transaction,
        attachments::Owner,
        items::{ItemRow, Marks, Which},
    },
};

/// Writes the event of a change, and tells the members' clients that there is something to fetch.
pub(super) async fn note(db: &mut Transaction, context: &Context, access: &ItemAccess, item: ItemId, kind: EventKind) -> Result<()> {
    // The name is ciphertext: the log can only say that it was an item.
    let event = NewEvent { organization: Some(access.organization()), actor: Some(access.user()), item: Some(item), ..NewEvent::new(kind, "Item") };
    events::record(db, context, event.member(access.member())).await?;
    Ok(store::revisions::touch_organization(db, access.organization(), context.now()).await?)
}

pub(super) async fn found(db: &mut Connection, access: &ItemAccess, item: ItemId) -> Result<ItemRow> {
    store::items::reached(db, access, Which::One(item), 1).await?.pop().ok_or_else(Error::not_found)
}

pub(super) async fn editable(db: &mut Connection, access: &ItemAccess, item: ItemId) -> Result<ItemRow> {
    let row = found(db, access, item).await?;
    if row.grant.may_edit {
        Ok(row)
    } else {
        Err(Error::refused(ErrorCode::Forbidden, "You can only view this item. Ask somebody who manages its collection."))
    }
}

/// Adds an item.
pub(super) async fn create(context: &Context, of: Of, new: NewItem) -> Result<ItemId> {
    let wish = Wish { of, action: Action::ClientItemsCreate, words: "create an item" };
    guard::command(context, wish, new, |db, context, access, NewItem { content, marks, collections, .. }| {
        Box::pin(async move {
            let collections = grants::editable(db, access, collections).await?;
            demand_folder(db, access.user(), marks.folder).await?;
            let id = ItemId::make();
            store::items::insert(db, access, id, content, &collections, context.now()).await?;
            if *marks != Marks::default() {
                store::items::mark(db, access, id, *marks).await?;
            }
            note(db, context, access, id, EventKind::ItemCreated).await?;
            Ok(id)
        })
    })
    .await
}

/// Replaces what an item holds, and the person's own marks on it.
pub(super) async fn update(context: &Context, of: Of, item: ItemId, change: Change) -> Result<()> {
    let wish = Wish { of, action: Action::ClientItemsUpdate, words: "change an item" }.for_items(&[item]);
    guard::command(context, wish, (item, change), |db, context, access, (item, change)| {
        Box::pin(async move {
            let access = &access::taken_items(db, context, access, Action::ClientItemsUpdate).await?;
            let row = editable(db, access, *item).await?;
            demand_fresh(&row, change.known_at)?;
            demand_folder(db, access.user(), change.marks.folder).await?;
            let content = change.content.clone();
            let content = if row.grant.hides_passwords { content.keeping_hidden(&row.data)? } else { content };
            store::items::update(db, access, *item, &content, context.now()).await?;
            attachments::rewrap(db, Owner::Organization(access), &row, &content, &change.attachments).await?;
            store::items::mark(db, access, *item, Marks { archived_at: row.marks.archived_at, ..change.marks }).await?;
            note(db, context, access, *item, EventKind::ItemUpdated).await
        })
    })
    .await
}

/// Changes the person's own marks on an item, whatever his grant.
pub(super) async fn mark(context: &Context, of: Of, item: ItemId, marks: impl Fn(Marks) -> Marks + Send + Sync + 'static) -> Result<()> {
    let wish = Wish { of, action: Action::ClientItemsRead, words: "mark an item" }.for_items(&[item]);
    guard::command(context, wish, (item, marks), |db, context, access, (item, marks)| {
        Box::pin(async move {
            let marks = marks(found(db, access, *item).await?.marks);
            demand_folder(db, access.user(), marks.folder).await?;
            store::items::mark(db, access, *item, marks).await?;
            Ok(store::revisions::touch_user(db, access.user(), context.now()).await?)
        })
    })
    .await
}

/// Does with items what was asked: all or none.
pub(super) async fn settle(context: &Context, of: Of, items: Vec<ItemId>, fate: Fate) -> Result<()> {
    demand_at_once(&items)?;
    guard::command(context, fate.wish(of).for_items(&items), items, move |db, context, access, items| Box::pin(carry_out(db, context, access, items, fate)))
        .await
}

pub(super) async fn carry_out(db: &mut Transaction, context: &Context, access: &ItemAccess, items: &[ItemId], fate: Fate) -> Result<()> {
    for item in items {
        editable(db, access, *item).await?;
        match fate {
            Fate::Trash => store::items::set_deleted(db, access, *item, Some(context.now()), context.now()).await?,
            Fate::Restore => store::items::set_deleted(db, access, *item, None, context.now()).await?,
            Fate::Destroy => store::items::delete(db, access, *item).await?,
        }
        note(db, context, access, *item, fate.event()).await?;
    }
    Ok(())
}

/// Writes down what the person says that he did with an item.
pub(super) async fn tell(context: &Context, of: Of, item: ItemId, kind: EventKind) -> Result<()> {
    if !TOLD.contains(&kind) {
        return Err(Error::field("kind", "This cannot be told of an item. Reload the page."));
    }
    let wish = Wish { of, action: Action::ClientItemsRead, words: "read an item" }.for_items(&[item]);
    guard::command(context, wish, (item, kind), |db, context, access, (item, kind)| {
        Box::pin(async move {
            found(db, access, *item).await?;
            views::record(db, context, vec![(access.clone(), *kind, *item)]).await
        })
    })
    .await
}

/// Puts an item into exactly those of the collections that the person may edit; those that he may only view, or does not reach, keep it.
pub(super) async fn change_collections(context: &Context, of: Of, item: ItemId, collections: Vec<CollectionId>) -> Result<()> {
    let wish = Wish { of, action: Action::ClientItemsCollections, words: "move an item" }.for_items(&[item]);
    guard::command(context, wish, (item, collections), |db, context, access, (item, collections)| {
        Box::pin(async move {
            if editable(db, access, *item).await?.grant.hides_passwords {
                // In a collection that hides nothing from him, he would see them.
                return Err(Error::refused(ErrorCode::Forbidden, "You do not see all of this item. Ask somebody who sees its passwords to move it."));
            }
            let present = store::items::collections(db, access, &[*item]).await?.into_iter().map(|(_, collection)| collection).collect::<Vec<_>>();
            let keeping = grants::view_only(db, access, &present).await?;
            let named = collections.iter().copied().filter(|collection| !keeping.contains(collection)).collect::<Vec<_>>();
            let wanted = grants::editable(db, access, &named).await?;
            let leaves = present.into_iter().filter(|collection| !wanted.contains(collection) && !keeping.contains(collection)).collect::<Vec<_>>();
            store::items::take_out_of(db, access, *item, &leaves).await?;
            store::items::put_into(db, access, *item, &wanted).await?;
            note(db, context, access, *item, EventKind::ItemCollectionsChanged).await
        })
    })
    .await
}

/// Gives an own item to an organization, encrypted anew under its key. It keeps its id.
pub(super) async fn share(context: &Context, of: Of, item: ItemId, change: Change, collections: Vec<CollectionId>) -> Result<()> {
    let wish = Wish { of, action: Action::ClientItemsShare, words: "share an item" };
    guard::command(context, wish, (item, change, collections), |db, context, access, (item, change, collections)| {
        Box::pin(async move {
            // One after the other with what else changes in both vaults, as files that arrive.
            store::revisions::touch_user(db, access.user(), context.now()).await?;
            let access = &access::taken_items(db, context, access, Action::ClientItemsShare).await?;
            let row = store::own_items::find(db, access.user(), *item).await?.ok_or_else(Error::not_found)?;
            demand_fresh(&row, change.known_at)?;
            let collections = grants::editable(db, access, collections).await?;
            store::items::insert(db, access, *item, &change.content, &collections, context.now()).await?;
            attachments::give(db, context, access, &row, &change.attachments).await?;
            store::own_items::delete(db, access.user(), *item).await?;
            store::items::mark(db, access, *item, row.marks).await?;
            note(db, context, access, *item, EventKind::ItemShared).await
        })
    })
    .await
}
