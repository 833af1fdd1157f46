//! Changes of one's own items.

use super::{
    ItemContent, attachments,
    folders::demand_folder,
    write::{Change, Fate, demand_at_once, demand_fresh},
};
use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{ItemId, UserId},
    },
    store::{self, Transaction, attachments::Owner, items::Marks},
};

/// The most items of one person: more than anybody has, fewer than fill a disk.
const ITEMS_MAX: usize = 100_000;

pub(super) async fn begin(db: &mut Transaction, context: &Context) -> Result<UserId> {
    let user = access::account(context, Action::AccountVaultWrite)?.user_id;
    store::revisions::touch_user(db, user, context.now()).await?;
    Ok(user)
}

pub(super) async fn demand_room(db: &mut Transaction, user: UserId, more: usize) -> Result<()> {
    if store::own_items::count(db, user).await? as usize + more > ITEMS_MAX {
        return Err(Error::conflict("Your vault is full. Delete items that you no longer need."));
    }
    Ok(())
}

pub(super) async fn create(context: &Context, content: ItemContent, marks: Marks) -> Result<ItemId> {
    context
        .command((content, marks), |db, context, (content, marks)| {
            Box::pin(async move {
                let user = begin(db, context).await?;
                demand_folder(db, user, marks.folder).await?;
                demand_room(db, user, 1).await?;
                let id = ItemId::make();
                store::own_items::insert(db, user, id, content, *marks, context.now()).await?;
                Ok(id)
            })
        })
        .await
}

pub(super) async fn update(context: &Context, item: ItemId, change: Change) -> Result<()> {
    context
        .command((item, change), |db, context, (item, change)| {
            Box::pin(async move {
                let user = begin(db, context).await?;
                let row = store::own_items::find(db, user, *item).await?.ok_or_else(Error::not_found)?;
                demand_fresh(&row, change.known_at)?;
                demand_folder(db, user, change.marks.folder).await?;
                let marks = Marks { archived_at: row.marks.archived_at, ..change.marks };
                store::own_items::update(db, user, *item, &change.content, marks, context.now()).await?;
                attachments::rewrap(db, Owner::Person(user), &row, &change.content, &change.attachments).await
            })
        })
        .await
}

pub(super) async fn mark(context: &Context, item: ItemId, marks: impl Fn(Marks) -> Marks + Send + Sync + 'static) -> Result<()> {
    context
        .command((item, marks), |db, context, (item, marks)| {
            Box::pin(async move {
                let user = begin(db, context).await?;
                let row = store::own_items::find(db, user, *item).await?.ok_or_else(Error::not_found)?;
                let marks = marks(row.marks);
                demand_folder(db, user, marks.folder).await?;
                Ok(store::own_items::mark(db, user, *item, marks, context.now()).await?)
            })
        })
        .await
}

/// Does with items what was asked: all or none.
pub(super) async fn settle(context: &Context, items: Vec<ItemId>, fate: Fate) -> Result<()> {
    demand_at_once(&items)?;
    context.command(items, move |db, context, items| Box::pin(carry_out(db, context, items, fate))).await
}

pub(super) async fn carry_out(db: &mut Transaction, context: &Context, items: &[ItemId], fate: Fate) -> Result<()> {
    let user = begin(db, context).await?;
    for item in items {
        demand_present(db, user, *item).await?;
        match fate {
            Fate::Trash => store::own_items::set_deleted(db, user, *item, Some(context.now()), context.now()).await?,
            Fate::Restore => store::own_items::set_deleted(db, user, *item, None, context.now()).await?,
            Fate::Destroy => store::own_items::delete(db, user, *item).await?,
        }
    }
    Ok(())
}

pub(super) async fn demand_present(db: &mut Transaction, user: UserId, item: ItemId) -> Result<()> {
    store::own_items::find(db, user, item).await?.map(|_| ()).ok_or_else(Error::not_found)
}
