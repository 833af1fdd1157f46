//! Items that are open in the worker.

use std::{cell::RefCell, collections::BTreeMap};

use server::model::item::ItemView;
use worker::{Failure, OneTimeCode, OpenedItem, Place, ShelfRow, VaultAnswer, VaultCall};

use vault::item::Secret;

use super::{
    state::Vault,
    worker::{ask_vault, key_text, shelf_item, tell_vault},
};
use crate::{
    failure::failure_text,
    session::KeyError,
    ui::{MICROS_PER_SECOND, now_micros},
};

thread_local! {
    /// How many hold each open item: the drawer, and a copy from its row at the same time.
    static HELD: RefCell<BTreeMap<String, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps an item open in the worker. Whoever holds it last wipes it.
pub(super) struct Held {
    item: String,
}

impl Held {
    fn of(item: &str) -> Self {
        HELD.with_borrow_mut(|held| *held.entry(item.to_owned()).or_default() += 1);
        Self { item: item.to_owned() }
    }

    /// Of an item that somebody else keeps open.
    pub(super) fn join(item: &str) -> Option<Self> {
        is_held(item).then(|| Self::of(item))
    }

    pub(super) async fn close(self) {
        let is_last = HELD.with_borrow_mut(|held| match held.get_mut(&self.item) {
            Some(count) if *count > 1 => {
                *count -= 1;
                false
            }
            _ => held.remove(&self.item).is_some(),
        });
        if is_last {
            tell_vault(VaultCall::Close { item: self.item }).await;
        }
    }
}

fn is_held(item: &str) -> bool {
    HELD.with_borrow(|held| held.contains_key(item))
}

/// Fetches an item and opens it in the worker.
pub(super) async fn open(vault: Vault, row: &ShelfRow) -> Result<(ItemView, OpenedItem, Held), String> {
    let view = vault.read(row).await.map_err(|error| failure_text(&error))?;
    // Held before it is asked for: whoever lets go of it meanwhile would otherwise be the last one, and close what this opens.
    let held = Held::of(&row.id);
    let reason = match ask_vault(VaultCall::Open { item: shelf_item(view.clone()) }).await {
        Ok(VaultAnswer::Opened(opened)) => return Ok((view, opened, held)),
        Ok(_) => KeyError::Gone,
        Err(error) => error,
    };
    held.close().await;
    Err(key_text(reason))
}

/// Opens an item for one thing, and asks for the master password if the item wants that. `Ok(None)`: the person declined.
pub(super) async fn open_once(vault: Vault, row: &ShelfRow) -> Result<Option<Held>, String> {
    // What is open already stays as it is, with its guard lifted or not.
    let held = match Held::join(&row.id) {
        Some(held) => held,
        None => open(vault, row).await?.2,
    };
    let is_guarded = matches!(ask_vault(VaultCall::Show { item: row.id.clone() }).await, Ok(VaultAnswer::Opened(shown)) if shown.is_guarded);
    if is_guarded && !vault.session.confirm().await {
        held.close().await;
        return Ok(None);
    }
    Ok(Some(held))
}

/// One text of an open item.
pub(super) async fn reveal_text(item: &str, place: Place) -> Result<Secret, KeyError> {
    match ask_vault(VaultCall::Reveal { item: item.to_owned(), place }).await? {
        VaultAnswer::Text(text) if !text.is_empty() => Ok(text),
        _ => Err(KeyError::Failed(Failure::BadInput)),
    }
}

/// The one-time code of this moment.
pub(super) async fn reveal_code(item: &str) -> Result<OneTimeCode, KeyError> {
    let at = u64::try_from(now_micros() / MICROS_PER_SECOND).unwrap_or_default();
    match ask_vault(VaultCall::Code { item: item.to_owned(), at }).await? {
        VaultAnswer::Code(code) => Ok(code),
        _ => Err(KeyError::Gone),
    }
}
