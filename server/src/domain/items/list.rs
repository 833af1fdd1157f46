use super::{
    content::without_hidden,
    guard::{self, Of, Wish},
};
use crate::{
    access::ItemAccess,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        item::{ItemData, ItemRequest, ItemView, ListItemsRequest},
        key::Ciphertext,
        page::{PAGE_ROWS, Page},
    },
    store::{
        self, Connection, cursor,
        items::{ItemRow, Which},
    },
};
use serde::Deserialize;

/// Items in the collections granted to the member.
pub async fn list(context: &Context, request: ListItemsRequest) -> Result<Page<ItemView>> {
    let wish = Wish { of: Of::Shown(request.organization), action: Action::ClientItemsList, words: "list items" };
    let (mut db, access) = guard::query(context, wish).await?;
    let list = ("items", access.organization(), access.member());
    let after = request.cursor.map(|cursor| cursor::parse(&list, &cursor)).transpose()?;
    let found = store::items::reached(&mut db, &access, Which::After(after), PAGE_ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &last.id))?;
    Ok(Page { rows: views(&mut db, &access, rows).await?, next })
}

/// An item in a collection granted to the member.
pub async fn read(context: &Context, request: ItemRequest) -> Result<ItemView> {
    let wish = Wish { of: Of::Shown(request.organization), action: Action::ClientItemsRead, words: "read an item" };
    let (mut db, access) = guard::query(context, wish).await?;
    let rows = store::items::reached(&mut db, &access, Which::One(request.item), 1).await?;
    views(&mut db, &access, rows).await?.pop().ok_or_else(Error::not_found)
}

async fn views(db: &mut Connection, access: &ItemAccess, rows: Vec<ItemRow>) -> Result<Vec<ItemView>> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let collections = store::items::collections(db, access, &ids).await?;
    let view = |row: ItemRow| {
        Ok(ItemView {
            id: row.id,
            collections: collections.iter().filter(|(item, _)| *item == row.id).map(|(_, collection)| *collection).collect(),
            // What must not be seen is not sent, rather than hidden by the page.
            data: data(&if row.grant.hides_passwords { without_hidden(&row.data)? } else { row.data })?,
            created_at: row.created_at,
        })
    };
    rows.into_iter().map(view).collect()
}

/// As much of an item as the portal's own calls show.
#[derive(Deserialize)]
struct Shown {
    key: Ciphertext,
    name: Ciphertext,
    login: Option<ShownLogin>,
}

#[derive(Default, Deserialize)]
struct ShownLogin {
    username: Option<Ciphertext>,
    password: Option<Ciphertext>,
}

fn data(json: &str) -> Result<ItemData> {
    let Shown { key, name, login } = serde_json::from_str(json).map_err(|_| Error::Internal("a stored item that is no JSON"))?;
    let ShownLogin { username, password } = login.unwrap_or_default();
    Ok(ItemData { key, name, username, password })
}
