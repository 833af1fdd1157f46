//! What pages ask to do with the person's own vault, and what they need to read the others that are open to him.

use super::{
    ItemContent, folders as folder_commands,
    list::{rows_of_page, view},
    own,
    pages::marks,
    sync::{self, OwnedItem},
    write::{Change, Fate},
};
use crate::{
    access,
    domain::{Context, Error, Result, accounts},
    model::{
        access::Action,
        id::ItemId,
        item::{
            CreateFolderRequest, CreateOwnItemRequest, Detail, FolderRequest, FolderView, ITEM_ROWS, ItemMarks, ItemView, ListFoldersRequest,
            ListOwnItemsRequest, MarkOwnItemRequest, OwnItemRequest, OwnItemsRequest, RenameFolderRequest, UpdateOwnItemRequest, VaultCollection,
            VaultOrganization,
        },
        page::Page,
    },
    store::{
        self, cursor,
        folders::FolderRow,
        items::{Marks, Which},
    },
};

/// The organizations that he is a confirmed member of. There are few: each was an invitation.
pub async fn organizations(context: &Context, (): ()) -> Result<Vec<VaultOrganization>> {
    let mut open = Vec::new();
    for membership in accounts::memberships(context).await?.into_iter().filter(store::accounts::MembershipRow::is_open) {
        let Some(key) = membership.key else { continue };
        let collections = sync::collections(context, membership.organization).await?;
        let collection = |row: sync::CollectionRow| VaultCollection { id: row.id, name: row.name, may_edit: !row.read_only, may_manage: row.manage };
        open.push(VaultOrganization {
            id: membership.organization,
            name: membership.name,
            key,
            is_suspended: membership.is_suspended,
            collections: collections.into_iter().map(collection).collect(),
        });
    }
    Ok(open)
}

/// Folders.
pub async fn folders(context: &Context, request: ListFoldersRequest) -> Result<Page<FolderView>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let list = ("folders", user);
    let after = request.cursor.map(|cursor| cursor::parse(&list, &cursor)).transpose()?;
    let mut db = context.read().await?;
    let found = store::folders::list(&mut db, user, after, ITEM_ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, ITEM_ROWS, |last| cursor::make(&list, &last.id))?;
    Ok(Page { rows: rows.into_iter().map(folder_view).collect(), next })
}

fn folder_view(row: FolderRow) -> FolderView {
    FolderView { id: row.id, name: row.name }
}

/// Own items, the trash included.
pub async fn list(context: &Context, request: ListOwnItemsRequest) -> Result<Page<ItemView>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let list = ("own items", user);
    let after = request.cursor.map(|cursor| cursor::parse(&list, &cursor)).transpose()?;
    let mut db = context.read().await?;
    let length = rows_of_page(after);
    let found = store::own_items::list(&mut db, user, Which::WithTrashAfter(after), length + 1).await?;
    let Page { rows, next } = cursor::page(found, length, |last| cursor::make(&list, &last.id))?;
    let rows = rows.into_iter().map(|row| view(OwnedItem { row, collections: Vec::new() }, request.detail)).collect::<Result<_>>()?;
    Ok(Page { rows, next })
}

/// One own item.
pub async fn read(context: &Context, request: OwnItemRequest) -> Result<ItemView> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    let row = store::own_items::find(&mut db, user, request.item).await?.ok_or_else(Error::not_found)?;
    view(OwnedItem { row, collections: Vec::new() }, Detail::Whole)
}

async fn read_anew(context: &Context, item: ItemId) -> Result<ItemView> {
    read(context, OwnItemRequest { item }).await
}

/// Stores a new item.
pub async fn create(context: &Context, request: CreateOwnItemRequest) -> Result<ItemView> {
    let item = own::create(context, ItemContent::parse_text(&request.content)?, marks(request.marks)).await?;
    read_anew(context, item).await
}

/// Replaces what an item holds.
pub async fn update(context: &Context, request: UpdateOwnItemRequest) -> Result<ItemView> {
    let UpdateOwnItemRequest { item, content, marks: wanted, known_at } = request;
    let change = Change::of_page(&content, marks(wanted), known_at)?;
    own::update(context, item, change).await?;
    read_anew(context, item).await
}

/// Changes the marks.
pub async fn mark(context: &Context, request: MarkOwnItemRequest) -> Result<()> {
    let ItemMarks { folder, is_favorite } = request.marks;
    own::mark(context, request.item, move |marks| Marks { folder, is_favorite, ..marks }).await
}

/// Into the trash.
pub async fn trash(context: &Context, request: OwnItemsRequest) -> Result<()> {
    own::settle(context, request.items, Fate::Trash).await
}

/// Out of the trash.
pub async fn restore(context: &Context, request: OwnItemsRequest) -> Result<()> {
    own::settle(context, request.items, Fate::Restore).await
}

/// Gone for good.
pub async fn destroy(context: &Context, request: OwnItemsRequest) -> Result<()> {
    own::settle(context, request.items, Fate::Destroy).await
}

/// Makes a folder.
pub async fn create_folder(context: &Context, request: CreateFolderRequest) -> Result<FolderView> {
    Ok(folder_view(folder_commands::create_folder(context, request.name).await?))
}

/// Renames a folder.
pub async fn rename_folder(context: &Context, request: RenameFolderRequest) -> Result<FolderView> {
    Ok(folder_view(folder_commands::rename_folder(context, request.folder, request.name).await?))
}

/// Deletes a folder.
pub async fn delete_folder(context: &Context, request: FolderRequest) -> Result<()> {
    folder_commands::delete_folder(context, request.folder).await
}
