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
        id::{FolderId, ItemId},
        import::{PART_BYTES_MAX, PART_ITEMS_MAX},
        item::{ImportFolder, ImportOwnItemsRequest, ImportedOwnItems},
    },
    store::{self, Transaction, folders::FolderRow, idempotency::Claim, items::Marks},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// What a client imports into the person's own vault, all or nothing.
pub struct OwnImport {
    pub folders: Vec<ImportFolder>,
    /// Items, whether they are favourites, and each with its place among the folders, if it is in one.
    pub items: Vec<(ItemContent, bool, Option<usize>)>,
}

/// The most of one import: what fits in memory without hurting others.
pub const IMPORT_ITEMS: usize = 10_000;
/// The most folders of one import.
pub const IMPORT_FOLDERS: usize = 2_000;

const NOT_READABLE: &str = "An item of this import is not in the expected form. Reload the page and try again.";

/// Imports into the person's own vault.
pub async fn import_own(context: &Context, import: OwnImport) -> Result<()> {
    if import.items.len() > IMPORT_ITEMS || import.folders.len() > IMPORT_FOLDERS {
        return Err(Error::field("ciphers", "This is too much for one import. Import at most 10,000 items and 2,000 folders at once."));
    }
    context.command(import, |db, context, import| Box::pin(async move { write(db, context, import).await.map(drop) })).await
}

/// Imports one part. The same part again changes nothing.
pub async fn import_part(context: &Context, request: ImportOwnItemsRequest) -> Result<ImportedOwnItems> {
    // Nobody's items are looked at before it is known that he may send them.
    let user = access::account(context, Action::AccountVaultWrite)?.user_id;
    let key = request.idempotency_key;
    let parsed = tokio::task::spawn_blocking(move || Ok::<_, Error>((fingerprint(&request)?, parse(request)?))).await;
    let parsed = parsed.map_err(|_| Error::Internal("reading a part failed"))??;
    context
        .command(parsed, move |db, context, (command, import)| {
            Box::pin(async move {
                match store::idempotency::claim(db, user, key, command, context.now()).await? {
                    Claim::First => {}
                    Claim::Repeated { command: before, answer } if before == *command => {
                        return serde_json::from_str(&answer).map_err(|_| Error::Internal("a kept answer that cannot be read"));
                    }
                    Claim::Repeated { .. } => {
                        return Err(Error::conflict("This part of the import is here already with other items. Begin a new import."));
                    }
                }
                let imported = write(db, context, import).await?;
                let answer = serde_json::to_string(&imported).map_err(|_| Error::Internal("an answer that cannot be written down"))?;
                store::idempotency::keep(db, user, key, answer).await?;
                Ok(imported)
            })
        })
        .await
}

/// What makes two parts the same.
fn fingerprint(request: &ImportOwnItemsRequest) -> Result<String> {
    let ImportOwnItemsRequest { idempotency_key: _, folders, items } = request;
    let text = serde_json::to_vec(&("vault/import", folders, items)).map_err(|_| Error::Internal("a request that cannot be written down"))?;
    Ok(URL_SAFE_NO_PAD.encode(Sha256::digest(text)))
}

fn parse(request: ImportOwnItemsRequest) -> Result<OwnImport> {
    let ImportOwnItemsRequest { idempotency_key: _, folders, items } = request;
    if !(1..=PART_ITEMS_MAX).contains(&items.len()) || folders.len() > items.len() {
        return Err(Error::field("items", "Send 1 to 500 items in one part, and no folder that none of them is in."));
    }
    if items.iter().map(|item| item.content.len()).sum::<usize>() > PART_BYTES_MAX {
        return Err(Error::field("items", "This part is too large. Send at most 8 MB in one part."));
    }
    let read = items.into_iter().map(|item| {
        let sent = serde_json::from_str::<serde_json::Map<_, _>>(&item.content).map_err(|_| Error::field("items", NOT_READABLE))?;
        Ok((ItemContent::parse(&sent)?, item.is_favorite, item.folder.map(usize::from)))
    });
    Ok(OwnImport { items: read.collect::<Result<_>>()?, folders })
}

async fn write(db: &mut Transaction, context: &Context, import: &OwnImport) -> Result<ImportedOwnItems> {
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
    for (content, is_favorite, place) in &import.items {
        let folder = place.map(|place| folders.get(place).copied().ok_or_else(bad_place)).transpose()?;
        let marks = Marks { folder, is_favorite: *is_favorite, archived_at: None };
        let id = ItemId::make();
        store::own_items::insert(db, user, id, content, marks, context.now()).await?;
        items.push(id);
    }
    Ok(ImportedOwnItems { folders, items })
}

fn bad_place() -> Error {
    Error::field("folderRelationships", "An item is to go into a folder that is not in this import.")
}
