//! Many items at once into one's own vault.

use super::{
    call::{Answer, Call, empty},
    cipher::Sent,
    refused::Refused,
};
use crate::{
    domain::items::{self, IMPORT_FOLDERS, IMPORT_ITEMS, ImportFolder, OwnImport},
    model::{id::FolderId, key::Ciphertext},
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Import {
    ciphers: Vec<Value>,
    #[serde(default)]
    folders: Vec<Folder>,
    #[serde(default)]
    folder_relationships: Vec<Pair>,
}

#[derive(Deserialize)]
struct Folder {
    id: Option<FolderId>,
    name: Ciphertext,
}

/// The item of the first place goes into the folder of the second.
#[derive(Deserialize)]
struct Pair {
    key: usize,
    value: usize,
}

/// Imports into one's own vault, all or nothing.
pub(super) async fn import(call: Call) -> Answer {
    let Import { ciphers, folders, folder_relationships } = call.json()?;
    if ciphers.len() > IMPORT_ITEMS || folders.len() > IMPORT_FOLDERS {
        return Err(Refused::malformed("This is too much for one import. Import at most 10,000 items and 2,000 folders at once."));
    }
    let mut places = vec![None; ciphers.len()];
    for Pair { key, value } in folder_relationships {
        if let Some(place) = places.get_mut(key) {
            *place = Some(value);
        }
    }
    let mut found = Vec::with_capacity(ciphers.len());
    for (cipher, place) in ciphers.into_iter().zip(places) {
        let item = Sent::parse(cipher)?.new_item(Vec::new())?;
        found.push((item.content, item.marks.is_favorite, place));
    }
    let folders = folders.into_iter().map(|folder| folder.id.map_or(ImportFolder::New(folder.name), ImportFolder::Present)).collect();
    items::import_own(&call.context, OwnImport { folders, items: found }).await?;
    Ok(empty())
}
