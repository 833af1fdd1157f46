//! Changes of items by clients that name an item and not where it belongs.

use super::{ItemContent, Rewrapped, guard::Of, own, shared};
use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{CollectionId, ItemId, OrganizationId},
        item::ITEMS_AT_ONCE,
        time::Micros,
    },
    store::{
        self,
        items::{ItemRow, Marks},
    },
};

/// An item about to be stored.
#[derive(Clone)]
pub struct NewItem {
    pub content: ItemContent,
    pub marks: Marks,
    /// None: the person's own.
    pub organization: Option<OrganizationId>,
    /// Of the organization.
    pub collections: Vec<CollectionId>,
}

/// New content for an item.
#[derive(Clone)]
pub struct Change {
    pub content: ItemContent,
    pub marks: Marks,
    /// Of files whose names and keys were encrypted anew.
    pub attachments: Vec<Rewrapped>,
    /// Which state of the item the person saw.
    pub known_at: Option<Micros>,
}

impl Change {
    /// As pages send it.
    pub(super) fn of_page(content: &str, marks: Marks, known_at: Micros) -> Result<Self> {
        let attachments = Rewrapped::of_page(content)?;
        Ok(Self { content: ItemContent::parse_text(content)?, marks, attachments, known_at: Some(known_at) })
    }
}

/// Clients keep times to the millisecond, and some to the second.
const SAME: i64 = Micros::SECOND;

pub(super) fn demand_fresh(row: &ItemRow, known_at: Option<Micros>) -> Result<()> {
    match known_at {
        Some(known) if row.revised_at.since(known).abs() > SAME => {
            Err(Error::conflict("The item cannot be saved because it is out of date. To edit this item, first sync your vault, or log out and back in."))
        }
        _ => Ok(()),
    }
}

pub(super) fn demand_at_once(items: &[ItemId]) -> Result<()> {
    if items.len() > ITEMS_AT_ONCE { Err(Error::field("items", "These are too many items at once. Choose at most 500.")) } else { Ok(()) }
}

/// Whether an item is one's own.
pub(super) async fn is_own(context: &Context, item: ItemId) -> Result<bool> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    Ok(store::own_items::find(&mut db, user, item).await?.is_some())
}

/// Stores a new item.
pub async fn create_item(context: &Context, new: NewItem) -> Result<ItemId> {
    match new.organization {
        None => own::create(context, new.content, new.marks).await,
        Some(organization) => shared::create(context, Of::Named(organization), new).await,
    }
}

/// Replaces what an item holds.
pub async fn update(context: &Context, item: ItemId, change: Change) -> Result<()> {
    if is_own(context, item).await? { own::update(context, item, change).await } else { shared::update(context, Of::Item(item), item, change).await }
}

/// Changes what the person does with an item for himself: its folder, whether it is a favourite or archived.
pub async fn mark(context: &Context, item: ItemId, marks: impl Fn(Marks) -> Marks + Send + Sync + 'static) -> Result<()> {
    if is_own(context, item).await? { own::mark(context, item, marks).await } else { shared::mark(context, Of::Item(item), item, marks).await }
}

/// Puts an item into the trash.
pub async fn trash(context: &Context, item: ItemId) -> Result<()> {
    let at = Some(context.now());
    if is_own(context, item).await? {
        own::set_deleted(context, vec![item], at).await
    } else {
        shared::set_deleted(context, Of::Item(item), vec![item], at).await
    }
}

/// Takes an item out of the trash.
pub async fn restore(context: &Context, item: ItemId) -> Result<()> {
    if is_own(context, item).await? {
        own::set_deleted(context, vec![item], None).await
    } else {
        shared::set_deleted(context, Of::Item(item), vec![item], None).await
    }
}

/// Deletes an item for good.
pub async fn destroy(context: &Context, item: ItemId) -> Result<()> {
    if is_own(context, item).await? { own::destroy(context, vec![item]).await } else { shared::destroy(context, Of::Item(item), vec![item]).await }
}

/// Puts an item of an organization into other collections.
pub async fn change_collections(context: &Context, item: ItemId, collections: Vec<CollectionId>) -> Result<()> {
    shared::change_collections(context, item, collections).await
}

/// Gives an own item to an organization.
pub async fn share(context: &Context, item: ItemId, organization: OrganizationId, change: Change, collections: Vec<CollectionId>) -> Result<()> {
    shared::share(context, item, organization, change, collections).await
}
