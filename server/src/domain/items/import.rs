use super::{
    ItemContent,
    folders::{demand_folder_room, demand_wrapped},
    own,
};
use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{FolderId, IdempotencyKey, UserId},
        import::{PART_BYTES_MAX, PART_ITEMS_MAX},
        item::{ImportFolder, ImportOwnItem, ImportOwnItemsRequest, OWN_IMPORT_PARTS_MAX},
        time::Micros,
    },
    store::{self, Transaction, folders::FolderRow, idempotency::Claim, items::Marks, own_imports::Part},
};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// What a client imports into the person's own vault, all or nothing.
pub struct OwnImport {
    pub folders: Vec<ImportFolder>,
    /// Items with what marks them beside their folder, and each with its place among the folders, if it is in one.
    pub items: Vec<(ItemContent, Marks, Option<usize>)>,
}

/// The most of one import: what fits in memory without hurting others.
pub const IMPORT_ITEMS: usize = 10_000;
/// The most folders of one import.
pub const IMPORT_FOLDERS: usize = 2_000;

/// Characters of all parts of one import together.
const IMPORT_LENGTH: u64 = 64 * 1024 * 1024;
/// What an import is called among commands that are done once.
const IMPORT: &str = "vault/import";

const NOT_READABLE: &str = "An item of this import is not in the expected form. Reload the page and try again.";

/// Imports into the person's own vault.
pub async fn import_own(context: &Context, import: OwnImport) -> Result<()> {
    if import.items.len() > IMPORT_ITEMS || import.folders.len() > IMPORT_FOLDERS {
        return Err(Error::field("ciphers", "This is too much for one import. Import at most 10,000 items and 2,000 folders at once."));
    }
    context.command(import, |db, context, import| Box::pin(write(db, context, import))).await
}

/// Takes one part in. With the last one, all of the import is stored; the same part again changes nothing.
pub async fn import_part(context: &Context, request: ImportOwnItemsRequest) -> Result<()> {
    // Nobody's items are looked at before it is known that he may send them.
    let user = access::account(context, Action::AccountVaultWrite)?.user_id;
    let key = request.idempotency_key;
    let part = apart(move || read(request)).await?;
    let is_whole = context
        .command(part, move |db, context, (part, present)| {
            Box::pin(async move {
                access::account(context, Action::AccountVaultWrite)?;
                if store::idempotency::is_claimed(db, user, key, IMPORT).await? {
                    return Ok(false);
                }
                // Refused at once, and not when all the others have come.
                for folder in present {
                    store::folders::find(db, user, *folder).await?.ok_or_else(Error::not_found)?;
                }
                if !store::own_imports::insert(db, user, part, context.now()).await?
                    && store::own_imports::hash(db, user, part).await?.as_deref() != Some(part.hash.as_slice())
                {
                    return Err(Error::conflict("This part of the import is here already with other items. Begin a new import."));
                }
                // Sent twice at once, the other one may have brought all of it in while this one waited.
                if store::idempotency::is_claimed(db, user, key, IMPORT).await? {
                    store::own_imports::delete(db, user, key).await?;
                    return Ok(false);
                }
                let arrived = store::own_imports::arrived(db, user, key).await?;
                if !arrived.is_of_one {
                    return Err(fewer_parts());
                }
                if arrived.length > IMPORT_LENGTH {
                    return Err(Error::conflict("This import is too large. Import the file in several parts of at most 64 MB each."));
                }
                Ok(arrived.parts == part.parts)
            })
        })
        .await?;
    if is_whole { store_whole(context, user, key).await } else { Ok(()) }
}

/// Puts all that has arrived into the vault, once.
async fn store_whole(context: &Context, user: UserId, key: IdempotencyKey) -> Result<()> {
    let bodies = store::own_imports::bodies(&mut context.read().await?, user, key).await?;
    let import = apart(move || merge(bodies)).await?;
    context
        .command(import, move |db, context, (import, parts)| {
            Box::pin(async move {
                if store::idempotency::claim(db, user, key, IMPORT, context.now()).await? != Claim::First {
                    return Ok(());
                }
                // Whoever began another import meanwhile has given this one up.
                if store::own_imports::delete(db, user, key).await? != *parts {
                    return Err(Error::conflict("Another import was begun meanwhile. Begin this one anew."));
                }
                write(db, context, import).await
            })
        })
        .await
}

/// Away from the threads that serve: it takes a while.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal("reading a part failed"))?
}

/// Looks at a part: what is kept of it can be stored. And the folders that must be there.
fn read(request: ImportOwnItemsRequest) -> Result<(Part, Vec<FolderId>)> {
    let ImportOwnItemsRequest { idempotency_key, part, parts, folders, items } = request;
    if part >= parts || parts > OWN_IMPORT_PARTS_MAX {
        return Err(fewer_parts());
    }
    let body = serde_json::to_string(&(&folders, &items)).map_err(|_| Error::Internal("a request that cannot be written down"))?;
    let import = parse(folders, items)?;
    let present = import.folders.iter().filter_map(|folder| if let ImportFolder::Present(id) = folder { Some(*id) } else { None }).collect();
    Ok((Part { key: idempotency_key, number: part, parts, hash: Sha256::digest(&body).to_vec(), body }, present))
}

fn fewer_parts() -> Error {
    Error::field("part", "This import was announced with fewer parts. Begin a new one.")
}

fn parse(folders: Vec<ImportFolder>, items: Vec<ImportOwnItem>) -> Result<OwnImport> {
    if !(1..=PART_ITEMS_MAX).contains(&items.len()) || folders.len() > items.len() {
        return Err(Error::field("items", "Send 1 to 500 items in one part, and no folder that none of them is in."));
    }
    if items.iter().map(|item| item.content.len()).sum::<usize>() > PART_BYTES_MAX {
        return Err(Error::field("items", "This part is too large. Send at most 8 MB in one part."));
    }
    for folder in &folders {
        if let ImportFolder::New(name) = folder {
            demand_wrapped(name)?;
        }
    }
    let read = items.into_iter().map(|item| {
        let sent = serde_json::from_str::<Map<_, _>>(&item.content).map_err(|_| Error::field("items", NOT_READABLE))?;
        let folder = item.folder.map(usize::from);
        if folder.is_some_and(|place| place >= folders.len()) {
            return Err(bad_place());
        }
        let archived_at = sent.get("archivedDate").and_then(Value::as_str).and_then(Micros::parse);
        Ok((ItemContent::parse(&sent)?, Marks { folder: None, is_favorite: item.is_favorite, archived_at }, folder))
    });
    Ok(OwnImport { items: read.collect::<Result<_>>()?, folders })
}

/// One import out of its parts, and how many there were. A folder that several of them name is one.
fn merge(bodies: Vec<String>) -> Result<(OwnImport, u64)> {
    let parts = bodies.len() as u64;
    let (mut whole, mut places) = (OwnImport { folders: Vec::new(), items: Vec::new() }, HashMap::new());
    for body in bodies {
        let (folders, items) = serde_json::from_str(&body).map_err(|_| Error::Internal("a kept part that cannot be read"))?;
        let OwnImport { folders, items } = parse(folders, items)?;
        let mut here = Vec::with_capacity(folders.len());
        for folder in folders {
            here.push(*places.entry(folder.clone()).or_insert_with(|| {
                whole.folders.push(folder);
                whole.folders.len() - 1
            }));
        }
        whole.items.extend(items.into_iter().map(|(content, marks, place)| (content, marks, place.and_then(|place| here.get(place).copied()))));
    }
    Ok((whole, parts))
}

async fn write(db: &mut Transaction, context: &Context, import: &OwnImport) -> Result<()> {
    let user = own::begin(db, context).await?;
    own::demand_room(db, user, import.items.len()).await?;
    let new = import.folders.iter().filter(|folder| matches!(folder, ImportFolder::New(_))).count();
    demand_folder_room(db, user, new).await?;
    let mut folders: Vec<FolderId> = Vec::with_capacity(import.folders.len());
    for folder in &import.folders {
        folders.push(match folder {
            ImportFolder::Present(id) => store::folders::find(db, user, *id).await?.ok_or_else(Error::not_found)?.id,
            ImportFolder::New(name) => {
                demand_wrapped(name)?;
                let folder = FolderRow { id: FolderId::make(), name: name.clone(), revised_at: context.now() };
                store::folders::insert(db, user, &folder).await?;
                folder.id
            }
        });
    }
    let mut items = Vec::with_capacity(import.items.len());
    for (content, marks, place) in &import.items {
        let folder = place.map(|place| folders.get(place).copied().ok_or_else(bad_place)).transpose()?;
        items.push((content, Marks { folder, ..*marks }));
    }
    Ok(store::own_items::insert_all(db, user, &items, context.now()).await?)
}

fn bad_place() -> Error {
    Error::field("folderRelationships", "An item is to go into a folder that is not in this import.")
}
