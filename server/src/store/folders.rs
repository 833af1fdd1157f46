//! Statements about people's own folders.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{FolderId, UserId},
    key::Ciphertext,
    time::Micros,
};

/// A folder; its name is ciphertext.
#[derive(Clone, Debug)]
pub struct FolderRow {
    pub id: FolderId,
    pub name: Ciphertext,
    pub revised_at: Micros,
}

/// A person's folders, from the first or after one, in the order of their ids.
pub async fn list(db: &mut Connection, user: UserId, after: Option<FolderId>, limit: u32) -> Result<Vec<FolderRow>, StoreError> {
    let mut query = sql("SELECT id, name, revised_at FROM folders WHERE user_id = $1").bind(user);
    if let Some(after) = after {
        query.push(" AND id > ").push_bind(after);
    }
    query.push(" ORDER BY id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok(FolderRow { id: row.get("id")?, name: row.get("name")?, revised_at: row.get("revised_at")? })).collect()
}

/// One of a person's folders.
pub async fn find(db: &mut Connection, user: UserId, id: FolderId) -> Result<Option<FolderRow>, StoreError> {
    let row = db.row(sql("SELECT id, name, revised_at FROM folders WHERE user_id = $1 AND id = $2").bind(user).bind(id)).await?;
    row.map(|row| Ok(FolderRow { id: row.get("id")?, name: row.get("name")?, revised_at: row.get("revised_at")? })).transpose()
}

/// How many folders a person has.
pub async fn count(db: &mut Connection, user: UserId) -> Result<u32, StoreError> {
    db.one(sql("SELECT COUNT(*) AS n FROM folders WHERE user_id = $1").bind(user)).await?.get("n")
}

/// Adds a folder.
pub async fn insert(db: &mut Transaction, user: UserId, folder: &FolderRow) -> Result<(), StoreError> {
    let query = sql("INSERT INTO folders (user_id, id, name, revised_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(user).bind(folder.id).bind(&folder.name).bind(folder.revised_at)).await.map(|_| ())
}

/// Renames a folder. `false`: there is none.
pub async fn rename(db: &mut Transaction, user: UserId, folder: &FolderRow) -> Result<bool, StoreError> {
    let query = sql("UPDATE folders SET name = $3, revised_at = $4 WHERE user_id = $1 AND id = $2");
    Ok(db.execute(query.bind(user).bind(folder.id).bind(&folder.name).bind(folder.revised_at)).await? == 1)
}

/// Deletes a folder; what was in it is in none then. `false`: there is none.
pub async fn delete(db: &mut Transaction, user: UserId, id: FolderId) -> Result<bool, StoreError> {
    db.execute(sql("UPDATE own_items SET folder_id = NULL WHERE user_id = $1 AND folder_id = $2").bind(user).bind(id)).await?;
    db.execute(sql("UPDATE item_marks SET folder_id = NULL WHERE user_id = $1 AND folder_id = $2").bind(user).bind(id)).await?;
    Ok(db.execute(sql("DELETE FROM folders WHERE user_id = $1 AND id = $2").bind(user).bind(id)).await? == 1)
}
