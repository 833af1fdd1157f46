use super::{
    Context, Error, Result,
    events::{self, NewEvent},
};
use crate::{
    access::{self, ItemAccess, ItemAnswer},
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        id::{CollectionId, ItemId, OrganizationId, ProviderId},
        item::{CreateItemRequest, ItemData, ItemRequest, ItemView, ListItemsRequest},
        key::Ciphertext,
        page::{PAGE_ROWS, Page},
        time::Micros,
    },
    store::{
        self, Connection, cursor,
        items::{ItemRow, Which},
    },
};

/// The most collections that one item is put into at once.
const COLLECTIONS_MAX: usize = 100;
/// The longest name, encrypted.
const NAME_MAX: usize = 1_000;
/// Refusals of the same person in the same client within this time are one event.
const REFUSAL: i64 = Micros::MINUTE;

/// Items in the collections granted to the member.
pub async fn list(context: &Context, request: ListItemsRequest) -> Result<Page<ItemView>> {
    let mut db = context.read().await?;
    let access = match access::items(&mut db, context, request.organization, Action::ClientItemsList).await? {
        ItemAnswer::Granted(access) => access,
        ItemAnswer::Restricted { organization_name, provider, error } => {
            drop(db);
            return Err(Refusal { organization: request.organization, organization_name, provider, action: "list items" }.record(context, error).await);
        }
    };
    let list = ("items", access.organization(), access.member());
    let after = request.cursor.map(|cursor| cursor::parse(&list, &cursor)).transpose()?;
    let found = store::items::reached(&mut db, &access, Which::After(after), PAGE_ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &last.id))?;
    Ok(Page { rows: views(&mut db, &access, rows).await?, next })
}

/// An item in a collection granted to the member.
pub async fn read(context: &Context, request: ItemRequest) -> Result<ItemView> {
    let mut db = context.read().await?;
    let access = match access::items(&mut db, context, request.organization, Action::ClientItemsRead).await? {
        ItemAnswer::Granted(access) => access,
        ItemAnswer::Restricted { organization_name, provider, error } => {
            drop(db);
            return Err(Refusal { organization: request.organization, organization_name, provider, action: "read an item" }.record(context, error).await);
        }
    };
    let rows = store::items::reached(&mut db, &access, Which::One(request.item), 1).await?;
    views(&mut db, &access, rows).await?.pop().ok_or_else(Error::not_found)
}

/// What became of the wish to create an item. A refusal is not an error of the command, which has nothing to take back.
enum Created {
    Item(ItemView),
    Refused(Refusal, Error),
}

/// Stores a new item in collections that the member may edit.
pub async fn create(context: &Context, request: CreateItemRequest) -> Result<ItemView> {
    let created = context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = match access::items(db, context, request.organization, Action::ClientItemsCreate).await? {
                    ItemAnswer::Granted(access) => access,
                    ItemAnswer::Restricted { organization_name, provider, error } => {
                        let refusal = Refusal { organization: request.organization, organization_name, provider, action: "create an item" };
                        return Ok(Created::Refused(refusal, error));
                    }
                };
                demand_shape(&request.data)?;
                let collections = editable(db, &access, &request.collections).await?;
                let id = ItemId::make();
                store::items::insert(db, &access, id, &request.data, &collections, context.now()).await?;
                // The name is ciphertext: the log can only say that it was an item.
                let event = NewEvent {
                    organization: Some(access.organization()),
                    actor: Some(context.session()?.user_id),
                    item: Some(id),
                    ..NewEvent::new(EventKind::ItemCreated, "Item")
                };
                events::record(db, context, event.member(access.member())).await?;
                Ok(Created::Item(ItemView { id, collections, data: request.data.clone(), created_at: context.now() }))
            })
        })
        .await?;
    match created {
        Created::Item(item) => Ok(item),
        Created::Refused(refusal, error) => Err(refusal.record(context, error).await),
    }
}

fn demand_shape(data: &ItemData) -> Result<()> {
    let fields = [("key", Some(&data.key)), ("name", Some(&data.name)), ("username", data.username.as_ref()), ("password", data.password.as_ref())];
    for (name, field) in fields {
        if field.is_some_and(Ciphertext::is_sealed) {
            return Err(Error::field(name, "This field is not encrypted as an item's field must be. Reload the page and try again."));
        }
    }
    if data.name.as_str().len() > NAME_MAX {
        return Err(Error::field("name", "This name is too long. Use a shorter one."));
    }
    Ok(())
}

/// The collections named, if the member may put items into each of them.
async fn editable(db: &mut Connection, access: &ItemAccess, named: &[CollectionId]) -> Result<Vec<CollectionId>> {
    let mut collections = named.to_vec();
    collections.sort_unstable();
    collections.dedup();
    if collections.is_empty() {
        return Err(Error::field("collections", "Choose at least one collection."));
    }
    if collections.len() > COLLECTIONS_MAX {
        return Err(Error::field("collections", "Choose at most 100 collections."));
    }
    let grants = store::collections::grants(db, access.organization(), access.member(), &collections).await?;
    for collection in &collections {
        match grants.iter().find(|grant| grant.collection == *collection) {
            None => return Err(Error::not_found()),
            Some(grant) if !grant.may_edit => {
                return Err(Error::refused(ErrorCode::Forbidden, "You can only view the items of this collection. Ask somebody who manages it."));
            }
            Some(_) => {}
        }
    }
    Ok(collections)
}

async fn views(db: &mut Connection, access: &ItemAccess, rows: Vec<ItemRow>) -> Result<Vec<ItemView>> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let collections = store::items::collections(db, access, &ids).await?;
    let view = |row: ItemRow| ItemView {
        id: row.id,
        collections: collections.iter().filter(|(item, _)| *item == row.id).map(|(_, collection)| *collection).collect(),
        // What must not be seen is not sent, rather than hidden by the page.
        data: ItemData { password: row.data.password.filter(|_| !row.hides_password), ..row.data },
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// A provider user's attempt at items.
struct Refusal {
    organization: OrganizationId,
    organization_name: String,
    provider: ProviderId,
    action: &'static str,
}

impl Refusal {
    /// Writes the attempt to the logs of the organization and the provider, in a command of its own so that the refusal
    /// does not take it back. Answers with the error for the caller.
    async fn record(self, context: &Context, error: Error) -> Error {
        let recorded = context
            .command(self, |db, context, refusal| {
                Box::pin(async move {
                    let user = context.session()?.user_id;
                    store::organizations::take(db, refusal.organization).await?;
                    if store::events::has_recent(db, refusal.organization, EventKind::ItemsRefused, user, context.now().plus(-REFUSAL)).await? {
                        return Ok(());
                    }
                    let event = NewEvent {
                        organization: Some(refusal.organization),
                        provider: Some(refusal.provider),
                        actor: Some(user),
                        acting_provider: Some(refusal.provider),
                        ..NewEvent::new(EventKind::ItemsRefused, &refusal.organization_name)
                    };
                    events::record(db, context, event.detail(refusal.action)).await
                })
            })
            .await;
        recorded.err().unwrap_or(error)
    }
}
