use super::{ItemContent, own};
use crate::{
    domain::{Context, Error, Result},
    model::{
        id::{FolderId, ItemId},
        key::Ciphertext,
    },
    store::{self, folders::FolderRow, items::Marks},
};

/// What a client imports into the person's own vault, all or nothing.
pub struct OwnImport {
    /// Names of new folders, or folders that exist.
    pub folders: Vec<ImportFolder>,
    /// Items, each with its place among the folders, if it is in one.
    pub items: Vec<(ItemContent, bool, Option<usize>)>,
}

/// A folder of an import.
pub enum ImportFolder {
    New(Ciphertext),
    Present(FolderId),
}

/// The most of one import: what fits in memory without hurting others.
pub const IMPORT_ITEMS: usize = 10_000;
/// The most folders of one import.
pub const IMPORT_FOLDERS: usize = 2_000;

/// Imports into the person's own vault.
pub async fn import_own(context: &Context, import: OwnImport) -> Result<()> {
    if import.items.len() > IMPORT_ITEMS || import.folders.len() > IMPORT_FOLDERS {
        return Err(Error::field("ciphers", "This is too much for one import. Import at most 10,000 items and 2,000 folders at once."));
    }
    context
        .command(import, |db, context, import| {
            Box::pin(async move {
                let user = own::begin(db, context).await?;
                own::demand_room(db, user, import.items.len()).await?;
                let mut folders = Vec::with_capacity(import.folders.len());
                for folder in &import.folders {
                    folders.push(match folder {
                        ImportFolder::Present(id) => store::folders::find(db, user, *id).await?.ok_or_else(Error::not_found)?.id,
                        ImportFolder::New(name) => {
                            let folder = FolderRow { id: FolderId::make(), name: name.clone(), revised_at: context.now() };
                            store::folders::insert(db, user, &folder).await?;
                            folder.id
                        }
                    });
                }
                for (content, is_favorite, place) in &import.items {
                    let folder = place.map(|place| folders.get(place).copied().ok_or_else(bad_place)).transpose()?;
                    let marks = Marks { folder, is_favorite: *is_favorite, archived_at: None };
                    store::own_items::insert(db, user, ItemId::make(), content, marks, context.now()).await?;
                }
                Ok(())
            })
        })
        .await
}

fn bad_place() -> Error {
    Error::field("folderRelationships", "An item is to go into a folder that is not in this import.")
}
