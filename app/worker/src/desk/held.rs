use std::collections::HashSet;

use vault::{
    SymmetricKey,
    item::{EncryptedItem, Item},
};
use worker::{HeldText, ReviewedItem};

use super::open_file::face_of;

/// Hashes of what waits and of what is in the vault already.
#[derive(Default)]
pub struct Held {
    waiting: Vec<(String, Option<[u8; 32]>)>,
    known: Option<HashSet<[u8; 32]>>,
}

impl Held {
    /// Opens items that wait. One that does not open is shown without a face; it can still be decided about.
    pub fn review(&mut self, key: &SymmetricKey, items: &[HeldText]) -> Vec<ReviewedItem> {
        let mut review = |held: &HeldText| {
            let item = open(key, &held.content);
            self.waiting.push((held.id.clone(), item.as_ref().and_then(Item::login_hash)));
            ReviewedItem { id: held.id.clone(), face: item.as_ref().map(face_of) }
        };
        items.iter().map(&mut review).collect()
    }

    /// Takes note of items that are in the vault: of all that is in each, and of logins also by name, user name and password.
    pub fn learn(&mut self, key: &SymmetricKey, items: &[String]) {
        // What does not open cannot be told to be the same.
        let opened = items.iter().filter_map(|content| open(key, content));
        self.known.get_or_insert_default().extend(opened.flat_map(|item| marks_of(&item)));
    }

    /// Hashes of what is in the vault, if anything was told of it.
    pub fn known(&self) -> Option<&HashSet<[u8; 32]>> {
        self.known.as_ref()
    }

    /// Ids of what waits and is in the vault already.
    pub fn duplicates(&self) -> Vec<String> {
        let is_known = |hash: &Option<[u8; 32]>| hash.is_some_and(|hash| self.known().is_some_and(|known| known.contains(&hash)));
        self.waiting.iter().filter(|(_, hash)| is_known(hash)).map(|(id, _)| id.clone()).collect()
    }
}

/// The hashes by which an item is known again.
pub fn marks_of(item: &Item) -> impl Iterator<Item = [u8; 32]> + use<> {
    std::iter::once(item.content_hash()).chain(item.login_hash())
}

fn open(key: &SymmetricKey, content: &str) -> Option<Item> {
    serde_json::from_str::<EncryptedItem>(content).ok()?.decrypt(key).ok()
}
