//! Many items at once, into one's own vault or that of an organization.

use super::{
    call::{Answer, Call, empty},
    cipher::Sent,
    refused::Refused,
};
use crate::{
    domain::{
        imports,
        items::{self, IMPORT_FOLDERS, IMPORT_ITEMS, ImportFolder, OwnImport},
    },
    model::{
        id::{CollectionId, FolderId},
        import::{IMPORT_COLLECTIONS_MAX, IMPORT_ITEMS_MAX, ImportCollection, ImportItem},
        key::Ciphertext,
    },
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrganizationImport {
    ciphers: Vec<Value>,
    #[serde(default)]
    collections: Vec<Collection>,
    #[serde(default)]
    collection_relationships: Vec<Pair>,
}

#[derive(Deserialize)]
struct Collection {
    id: Option<CollectionId>,
    name: Ciphertext,
}

/// Imports into an organization's vault, all or nothing.
pub(super) async fn import_organization(call: Call) -> Answer {
    let organization = call.query("organizationId")?;
    let OrganizationImport { ciphers, collections, collection_relationships } = call.json()?;
    let most = usize::try_from(IMPORT_ITEMS_MAX).unwrap_or(usize::MAX);
    if ciphers.len() > most || collections.len() > IMPORT_COLLECTIONS_MAX {
        return Err(Refused::malformed("This is too much for one import. Import at most 20,000 items and 500 collections at once."));
    }
    let mut places = vec![Vec::new(); ciphers.len()];
    for Pair { key, value } in collection_relationships {
        if let (Some(place), Ok(collection)) = (places.get_mut(key), u16::try_from(value)) {
            place.push(collection);
        }
    }
    if places.iter().any(Vec::is_empty) {
        return Err(Refused::malformed(
            "Every item needs a collection, and some in this file have none. Give them a folder in the file, or import in the Admin Console.",
        ));
    }
    let items = ciphers.iter().zip(places).map(|(cipher, collections)| ImportItem { collections, content: cipher.to_string() }).collect();
    let collections = collections.into_iter().map(|one| one.id.map_or(ImportCollection::New(one.name), ImportCollection::Existing)).collect();
    imports::at_once(&call.context.showing(organization), imports::ReadyImport { organization, collections, items, sent: call.body.clone() }).await?;
    Ok(empty())
}
