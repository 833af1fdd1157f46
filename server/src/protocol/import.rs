//! Many items at once, into one's own vault or that of an organization.

use super::{
    call::{Answer, Call, empty},
    cipher::Sent,
    refused::Refused,
};
use crate::{
    domain::{
        accounts, imports,
        items::{self, IMPORT_FOLDERS, IMPORT_ITEMS, OwnImport},
    },
    model::{
        id::{CollectionId, FolderId},
        import::{IMPORT_COLLECTIONS_MAX, IMPORT_ITEMS_MAX, ImportCollection, ImportItem},
        item::ImportFolder,
        key::Ciphertext,
    },
};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, SeqAccess, Visitor},
};
use serde_json::Value;
use std::fmt;

/// Items up to a number. Of a longer list no more is read: an item of two bytes takes forty in memory.
struct Items<const MOST: usize>(Vec<Value>);

impl<'de, const MOST: usize> Deserialize<'de> for Items<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<const MOST: usize>;
        impl<'de, const MOST: usize> Visitor<'de> for Reader<MOST> {
            type Value = Vec<Value>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "at most {MOST} items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<Value>, A::Error> {
                let mut read = Vec::new();
                while let Some(item) = items.next_element()? {
                    if read.len() == MOST {
                        return Err(A::Error::invalid_length(MOST + 1, &self));
                    }
                    read.push(item);
                }
                Ok(read)
            }
        }
        deserializer.deserialize_seq(Reader::<MOST>).map(Self)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Import {
    ciphers: Items<IMPORT_ITEMS>,
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
    let by = accounts::own_keys(&call.context).await?;
    let too_much =
        || Refused::malformed("This is too much for one import, or not in the expected form. Import at most 10,000 items and 2,000 folders at once.");
    let Import { ciphers: Items(ciphers), folders, folder_relationships } = serde_json::from_slice(&call.body).map_err(|_| too_much())?;
    if folders.len() > IMPORT_FOLDERS {
        return Err(too_much());
    }
    let mut places = vec![None; ciphers.len()];
    for Pair { key, value } in folder_relationships {
        if let Some(place) = places.get_mut(key) {
            *place = Some(value);
        }
    }
    let mut found = Vec::with_capacity(ciphers.len());
    for (cipher, place) in ciphers.into_iter().zip(places) {
        let item = Sent::parse(cipher, &by)?.new_item(Vec::new())?;
        found.push((item.content, item.marks, place));
    }
    let folders = folders.into_iter().map(|folder| folder.id.map_or(ImportFolder::New(folder.name), ImportFolder::Present)).collect();
    items::import_own(&call.context, OwnImport { folders, items: found }).await?;
    Ok(empty())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrganizationImport {
    ciphers: Items<{ IMPORT_ITEMS_MAX as usize }>,
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
    let context = call.context.showing(organization);
    imports::demand_app(&context, organization).await?;
    let too_much =
        || Refused::malformed("This is too much for one import, or not in the expected form. Import at most 20,000 items and 500 collections at once.");
    let read = serde_json::from_slice(&call.body).map_err(|_| too_much())?;
    let OrganizationImport { ciphers: Items(ciphers), collections, collection_relationships } = read;
    if collections.len() > IMPORT_COLLECTIONS_MAX {
        return Err(too_much());
    }
    let mut places = vec![Vec::new(); ciphers.len()];
    for Pair { key, value } in collection_relationships {
        match (places.get_mut(key), u16::try_from(value)) {
            (Some(place), Ok(collection)) => place.push(collection),
            _ => return Err(Refused::malformed("An item is to go into a collection that is not in this import. Read the file again.")),
        }
    }
    if places.iter().any(Vec::is_empty) {
        return Err(Refused::malformed(
            "Every item needs a collection, and some in this file have none. Give them a folder in the file, or import in the Admin Console.",
        ));
    }
    let items = ciphers.into_iter().zip(places).map(|(cipher, collections)| ImportItem { collections, content: cipher.to_string() }).collect();
    let collections = collections.into_iter().map(|one| one.id.map_or(ImportCollection::New(one.name), ImportCollection::Existing)).collect();
    imports::at_once(&context, imports::ReadyImport { organization, collections, items, sent: call.body.clone() }).await?;
    Ok(empty())
}
