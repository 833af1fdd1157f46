//! What a person's clients keep a copy of, page by page.

use super::{
    content::without_hidden,
    guard::{self, Of, Wish},
};
use crate::{
    access::{self, ItemAccess},
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{CollectionId, FolderId, ItemId, OrganizationId},
        time::Micros,
    },
    store::{
        self, Connection,
        folders::FolderRow,
        items::{ItemRow, Which},
    },
};

pub use store::collections::CollectionRow;

/// Rows of a page.
pub const SYNC_ROWS: u32 = 500;

/// An item and the collections through which the person sees it.
#[derive(Clone, Debug)]
pub struct OwnedItem {
    pub row: ItemRow,
    pub collections: Vec<CollectionId>,
}

/// When whatever the person's clients keep was last changed.
pub async fn revision(context: &Context) -> Result<Micros> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    store::revisions::of_user(&mut db, user).await?.ok_or_else(Error::not_found)
}

/// The person's folders after one.
pub async fn folders_after(context: &Context, after: Option<FolderId>) -> Result<Vec<FolderRow>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    Ok(store::folders::list(&mut db, user, after, SYNC_ROWS).await?)
}

/// The person's own items after one, the trash included.
pub async fn own_after(context: &Context, after: Option<ItemId>) -> Result<Vec<OwnedItem>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    let rows = store::own_items::list(&mut db, user, Which::WithTrashAfter(after), SYNC_ROWS).await?;
    Ok(rows.into_iter().map(|row| OwnedItem { row, collections: Vec::new() }).collect())
}

/// An organization's items after one, as far as the member's grants reach, the trash included.
pub async fn reached_after(context: &Context, organization: OrganizationId, after: Option<ItemId>) -> Result<Vec<OwnedItem>> {
    let wish = Wish { of: Of::Named(organization), action: Action::ClientItemsList, words: "list items" };
    let (mut db, access) = guard::query(context, wish).await?;
    let rows = store::items::reached(&mut db, &access, Which::WithTrashAfter(after), SYNC_ROWS).await?;
    owned(&mut db, &access, rows).await
}

/// The collections that the member has a grant to.
pub async fn collections(context: &Context, organization: OrganizationId) -> Result<Vec<CollectionRow>> {
    let wish = Wish { of: Of::Named(organization), action: Action::ClientItemsList, words: "list collections with their items" };
    let (mut db, access) = guard::query(context, wish).await?;
    Ok(store::collections::granted(&mut db, access.organization(), access.member()).await?)
}

/// One item, the person's own or of an organization.
pub async fn one(context: &Context, item: ItemId) -> Result<OwnedItem> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    if let Some(row) = store::own_items::find(&mut db, user, item).await? {
        return Ok(OwnedItem { row, collections: Vec::new() });
    }
    drop(db);
    let wish = Wish { of: Of::Item(item), action: Action::ClientItemsRead, words: "read an item" };
    let (mut db, access) = guard::query(context, wish).await?;
    let rows = store::items::reached(&mut db, &access, Which::One(item), 1).await?;
    owned(&mut db, &access, rows).await?.pop().ok_or_else(Error::not_found)
}

pub(super) async fn owned(db: &mut Connection, access: &ItemAccess, rows: Vec<ItemRow>) -> Result<Vec<OwnedItem>> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    // Both are in the order of the items' ids.
    let mut collections = store::items::collections(db, access, &ids).await?.into_iter().peekable();
    let mut items = Vec::with_capacity(rows.len());
    for mut row in rows {
        let mut of_item = Vec::new();
        while let Some((_, collection)) = collections.next_if(|(item, _)| *item == row.id) {
            of_item.push(collection);
        }
        if row.grant.hides_passwords {
            row.data = without_hidden(&row.data)?;
        }
        items.push(OwnedItem { row, collections: of_item });
    }
    Ok(items)
}
