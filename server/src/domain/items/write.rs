//! Changes of items by clients that name an item and not where it belongs.

use super::{
    ItemContent, Rewrapped,
    guard::{self, Of, Wish},
    own, shared,
};
use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        event::EventKind,
        id::{CollectionId, ItemId, OrganizationId},
        item::ITEMS_AT_ONCE,
        time::Micros,
    },
    store::{
        self,
        items::{ItemRow, Marks},
    },
};
use std::collections::BTreeMap;

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

/// What is done with items as they are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    Trash,
    Restore,
    Destroy,
}

impl Fate {
    pub(super) fn wish(self, of: Of) -> Wish {
        let (action, words) = match self {
            Self::Trash | Self::Destroy => (Action::ClientItemsDelete, "delete an item"),
            Self::Restore => (Action::ClientItemsRestore, "restore an item"),
        };
        Wish { of, action, words }
    }

    pub(super) fn event(self) -> EventKind {
        match self {
            Self::Trash => EventKind::ItemTrashed,
            Self::Restore => EventKind::ItemRestored,
            Self::Destroy => EventKind::ItemDeleted,
        }
    }
}

/// Puts items into the trash, wherever they belong: all or none.
pub async fn trash(context: &Context, items: Vec<ItemId>) -> Result<()> {
    settle(context, items, Fate::Trash).await
}

/// Takes items out of the trash, wherever they belong: all or none.
pub async fn restore(context: &Context, items: Vec<ItemId>) -> Result<()> {
    settle(context, items, Fate::Restore).await
}

/// Deletes items for good, wherever they belong: all or none.
pub async fn destroy(context: &Context, items: Vec<ItemId>) -> Result<()> {
    settle(context, items, Fate::Destroy).await
}

async fn settle(context: &Context, items: Vec<ItemId>, fate: Fate) -> Result<()> {
    demand_at_once(&items)?;
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let (mut own, mut others, mut shared) = (Vec::new(), Vec::new(), BTreeMap::<OrganizationId, Vec<ItemId>>::new());
    let mut db = context.read().await?;
    for item in items {
        if store::own_items::find(&mut db, user, item).await?.is_some() {
            own.push(item);
            continue;
        }
        others.push(item);
        if let Some(organization) = access::organization_of(&mut db, context, item).await? {
            shared.entry(organization).or_default().push(item);
        }
    }
    drop(db);
    let is_missing = shared.values().map(Vec::len).sum::<usize>() < others.len();
    let asked = shared.keys().map(|organization| fate.wish(Of::Named(*organization)).for_items(&others)).collect();
    guard::command_in_each(context, asked, (own, shared), move |db, context, granted, (own, shared)| {
        Box::pin(async move {
            if is_missing {
                return Err(Error::not_found());
            }
            if !own.is_empty() {
                own::carry_out(db, context, own, fate).await?;
            }
            for ((context, access), items) in granted.iter().zip(shared.values()) {
                shared::carry_out(db, context, access, items, fate).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Puts an item of an organization into other collections.
pub async fn change_collections(context: &Context, item: ItemId, collections: Vec<CollectionId>) -> Result<()> {
    shared::change_collections(context, Of::Item(item), item, collections).await
}

/// Gives an own item to an organization.
pub async fn share(context: &Context, item: ItemId, organization: OrganizationId, change: Change, collections: Vec<CollectionId>) -> Result<()> {
    shared::share(context, Of::Named(organization), item, change, collections).await
}
