use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Report;
use crate::{Error, SymmetricKey, item::EncryptedItem};

/// A collection (or folder) that the items of an import belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Its path under the owner's key.
    pub name: String,
}

/// An import as it goes to the server: ciphertext and who belongs where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub items: Vec<EncryptedItem>,
    pub collections: Vec<Collection>,
    /// Index of the item, index of the collection.
    pub links: Vec<(usize, usize)>,
}

impl Report {
    /// Encrypts all items for their new owner, each under a key of its own. Folders and collections alike become
    /// collections; favourites are a matter of persons and are dropped.
    pub fn encrypt_for_organization(&self, organization: &SymmetricKey) -> Result<Batch, Error> {
        let mut batch = self.encrypt(organization)?;
        batch.items.iter_mut().for_each(|item| item.favorite = false);
        Ok(batch)
    }

    /// Encrypts all items for a person, each under a key of its own. Folders and collections alike become folders.
    pub fn encrypt(&self, owner: &SymmetricKey) -> Result<Batch, Error> {
        let paths = self.paths();
        let places: HashMap<&str, usize> = paths.iter().enumerate().map(|(place, path)| (path.as_str(), place)).collect();
        let mut batch = Batch { items: Vec::with_capacity(self.items.len()), collections: Vec::with_capacity(paths.len()), links: Vec::new() };
        for (index, imported) in self.items.iter().enumerate() {
            batch.items.push(imported.item.encrypt(owner)?);
            let mut taken: Vec<usize> = imported.folder.iter().chain(&imported.collections).filter_map(|path| places.get(path.as_str()).copied()).collect();
            taken.sort_unstable();
            taken.dedup();
            batch.links.extend(taken.into_iter().map(|place| (index, place)));
        }
        for path in &paths {
            batch.collections.push(Collection { name: owner.encrypt_text(path)? });
        }
        Ok(batch)
    }
}
