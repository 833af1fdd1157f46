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
    known: HashSet<[u8; 32]>,
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

    /// Takes note of logins that are in the vault.
    pub fn learn(&mut self, key: &SymmetricKey, items: &[String]) {
        // What does not open cannot be told to be the same.
        self.known.extend(items.iter().filter_map(|content| open(key, content)?.login_hash()));
    }

    /// Ids of what waits and is in the vault already.
    pub fn duplicates(&self) -> Vec<String> {
        let is_known = |hash: &Option<[u8; 32]>| hash.is_some_and(|hash| self.known.contains(&hash));
        self.waiting.iter().filter(|(_, hash)| is_known(hash)).map(|(id, _)| id.clone()).collect()
    }
}

fn open(key: &SymmetricKey, content: &str) -> Option<Item> {
    serde_json::from_str::<EncryptedItem>(content).ok()?.decrypt(key).ok()
}
