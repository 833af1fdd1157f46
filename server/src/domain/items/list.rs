use super::{
    content::{face, in_full},
    guard::{self, Of, Wish},
    sync::{OwnedItem, owned},
};
use crate::{
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::ItemId,
        item::{Detail, FIRST_ITEM_ROWS, ITEM_ROWS, ItemRequest, ItemView, ListItemsRequest},
        page::Page,
    },
    store::{self, cursor, items::Which},
};

/// Items in the collections granted to the member, the trash included.
pub async fn list(context: &Context, request: ListItemsRequest) -> Result<Page<ItemView>> {
    let wish = Wish { of: Of::Shown(request.organization), action: Action::ClientItemsList, words: "list items" };
    let (mut db, access) = guard::query(context, wish).await?;
    let list = ("items", access.organization(), access.member());
    let after = request.cursor.map(|cursor| cursor::parse(&list, &cursor)).transpose()?;
    let length = rows_of_page(after);
    let found = store::items::reached(&mut db, &access, Which::WithTrashAfter(after), length + 1).await?;
    let Page { rows, next } = cursor::page(found, length, |last| cursor::make(&list, &last.id))?;
    let rows = owned(&mut db, &access, rows).await?.into_iter().map(|item| view(item, request.detail)).collect::<Result<_>>()?;
    Ok(Page { rows, next })
}

/// How many rows the page has that begins after an item.
pub(super) fn rows_of_page(after: Option<ItemId>) -> u32 {
    if after.is_none() { FIRST_ITEM_ROWS } else { ITEM_ROWS }
}

/// An item in a collection granted to the member.
pub async fn read(context: &Context, request: ItemRequest) -> Result<ItemView> {
    let wish = Wish { of: Of::Shown(request.organization), action: Action::ClientItemsRead, words: "read an item" }.for_items(&[request.item]);
    let (mut db, access) = guard::query(context, wish).await?;
    let rows = store::items::reached(&mut db, &access, Which::One(request.item), 1).await?;
    let item = owned(&mut db, &access, rows).await?.pop().ok_or_else(Error::not_found)?;
    view(item, Detail::Whole)
}

/// What must not be seen has been taken out before: it is not sent, rather than hidden by the page.
pub(super) fn view(item: OwnedItem, detail: Detail) -> Result<ItemView> {
    let OwnedItem { row, collections } = item;
    let content = match detail {
        Detail::Face => in_full(row.kind, &face(&row.data)?, &[])?,
        Detail::Whole => in_full(row.kind, &row.data, &row.attachments)?,
    };
    Ok(ItemView {
        id: row.id,
        organization: row.organization,
        collections,
        content,
        folder: row.marks.folder,
        is_favorite: row.marks.is_favorite,
        may_edit: row.grant.may_edit,
        hides_passwords: row.grant.hides_passwords,
        created_at: row.created_at,
        revised_at: row.revised_at,
        deleted_at: row.deleted_at,
    })
}
