use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{FolderId, UserId},
        key::Ciphertext,
    },
    store::{self, Transaction, folders::FolderRow},
};

/// The most folders of one person.
const FOLDERS_MAX: usize = 10_000;

pub(super) fn demand_wrapped(name: &Ciphertext) -> Result<()> {
    if name.is_sealed() { Err(Error::field("name", "The folder's name is not encrypted as it must be. Update your app.")) } else { Ok(()) }
}

/// Demands that the person may have so many more folders.
pub(super) async fn demand_folder_room(db: &mut Transaction, user: UserId, more: usize) -> Result<()> {
    if store::folders::count(db, user).await? as usize + more > FOLDERS_MAX {
        return Err(Error::conflict("You have too many folders. Delete some first."));
    }
    Ok(())
}

/// A folder that an item is to go into is one of the person's own.
pub(super) async fn demand_folder(db: &mut Transaction, user: UserId, folder: Option<FolderId>) -> Result<()> {
    match folder {
        Some(folder) if store::folders::find(db, user, folder).await?.is_none() => Err(Error::field("folderId", "This folder is gone. Choose another one.")),
        _ => Ok(()),
    }
}

/// Makes a folder.
pub async fn create_folder(context: &Context, name: Ciphertext) -> Result<FolderRow> {
    demand_wrapped(&name)?;
    context
        .command(name, |db, context, name| {
            Box::pin(async move {
                let user = access::account(context, Action::AccountVaultWrite)?.user_id;
                store::revisions::touch_user(db, user, context.now()).await?;
                demand_folder_room(db, user, 1).await?;
                let folder = FolderRow { id: FolderId::make(), name: name.clone(), revised_at: context.now() };
                store::folders::insert(db, user, &folder).await?;
                Ok(folder)
            })
        })
        .await
}

/// Renames a folder.
pub async fn rename_folder(context: &Context, id: FolderId, name: Ciphertext) -> Result<FolderRow> {
    demand_wrapped(&name)?;
    context
        .command((id, name), |db, context, (id, name)| {
            Box::pin(async move {
                let user = access::account(context, Action::AccountVaultWrite)?.user_id;
                store::revisions::touch_user(db, user, context.now()).await?;
                let folder = FolderRow { id: *id, name: name.clone(), revised_at: context.now() };
                if store::folders::rename(db, user, &folder).await? { Ok(folder) } else { Err(Error::not_found()) }
            })
        })
        .await
}

/// Deletes a folder; its items stay, in no folder.
pub async fn delete_folder(context: &Context, id: FolderId) -> Result<()> {
    context
        .command(id, |db, context, id| {
            Box::pin(async move {
                let user = access::account(context, Action::AccountVaultWrite)?.user_id;
                store::revisions::touch_user(db, user, context.now()).await?;
                if store::folders::delete(db, user, *id).await? { Ok(()) } else { Err(Error::not_found()) }
            })
        })
        .await
}

/// A folder.
pub async fn read_folder(context: &Context, id: FolderId) -> Result<FolderRow> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    store::folders::find(&mut db, user, id).await?.ok_or_else(Error::not_found)
}
