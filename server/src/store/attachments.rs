//! Statements about files attached to items: what is known of them. The files themselves lie in the store of files.

use super::{Connection, Query, StoreError, Transaction, items::ItemRow, sql};
use crate::{
    access::ItemAccess,
    model::{
        id::{AttachmentId, FileId, ItemId, UserId},
        key::Ciphertext,
        time::Micros,
    },
};

/// Whose items are meant. An organization's are reached by the proof alone.
#[derive(Clone, Copy)]
pub enum Owner<'a> {
    Person(UserId),
    Organization(&'a ItemAccess),
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    pub id: AttachmentId,
    /// Under the item's key, like the attachment's key.
    pub file_name: Ciphertext,
    pub key: Ciphertext,
    /// Bytes of the encrypted file.
    pub size: u32,
    /// None: it is still expected.
    pub file: Option<FileId>,
}

impl AttachmentRow {
    /// Whether the file has arrived.
    pub fn is_there(&self) -> bool {
        self.file.is_some()
    }
}

impl Owner<'_> {
    /// Appends the condition that the row is his.
    fn narrow(self, query: &mut Query) {
        match self {
            Self::Person(user) => query.push("user_id = ").push_bind(user),
            Self::Organization(access) => query.push("organization_id = ").push_bind(access.organization()),
        };
    }
}

/// The files of some items, in the order of the items' ids and then of their own; those that are still expected as well.
pub async fn list(db: &mut Connection, owner: Owner<'_>, items: &[ItemId]) -> Result<Vec<(ItemId, AttachmentRow)>, StoreError> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT item_id, id, file_name, key, size, file_id FROM attachments WHERE ");
    owner.narrow(&mut query);
    query.push(" AND item_id IN (").push_list(items.iter().copied()).push(") ORDER BY item_id, id");
    let rows = db.rows(query).await?;
    rows.iter()
        .map(|row| {
            let attachment =
                AttachmentRow { id: row.get("id")?, file_name: row.get("file_name")?, key: row.get("key")?, size: row.get("size")?, file: row.get("file_id")? };
            Ok((row.get("item_id")?, attachment))
        })
        .collect()
}

/// The file of an item's attachment. For whoever shows a link to just these two.
pub async fn file_of(db: &mut Connection, item: ItemId, id: AttachmentId) -> Result<Option<FileId>, StoreError> {
    let query = sql("SELECT file_id FROM attachments WHERE item_id = $1 AND id = $2 AND file_id IS NOT NULL").bind(item).bind(id);
    db.row(query).await?.map(|row| row.get("file_id")).transpose()
}

/// Puts what is known of files that have arrived where it belongs. The items are in the order of their ids.
pub(super) async fn fill(db: &mut Connection, owner: Owner<'_>, items: &mut [ItemRow]) -> Result<(), StoreError> {
    let ids = items.iter().map(|item| item.id).collect::<Vec<_>>();
    let mut found = list(db, owner, &ids).await?.into_iter().peekable();
    for item in items {
        while let Some((_, file)) = found.next_if(|(of, _)| *of == item.id) {
            item.attachments.extend(Some(file).filter(AttachmentRow::is_there));
        }
    }
    Ok(())
}

/// The bytes of all files of an owner, those that are still expected as well.
pub async fn bytes(db: &mut Connection, owner: Owner<'_>) -> Result<i64, StoreError> {
    let mut query = sql("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS n FROM attachments WHERE ");
    owner.narrow(&mut query);
    db.one(query).await?.get("n")
}

/// Adds a file that is expected.
pub async fn insert(db: &mut Transaction, owner: Owner<'_>, item: ItemId, new: &AttachmentRow, now: Micros) -> Result<(), StoreError> {
    let (user, organization) = match owner {
        Owner::Person(user) => (Some(user), None),
        Owner::Organization(access) => (None, Some(access.organization())),
    };
    let query =
        sql("INSERT INTO attachments (id, organization_id, user_id, item_id, file_name, key, size, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(new.id)
            .bind(organization)
            .bind(user)
            .bind(item)
            .bind(&new.file_name)
            .bind(&new.key)
            .bind(new.size)
            .bind(now);
    db.execute(query).await.map(|_| ())
}

/// Notes that a file is on its way: nothing refers to it before it has arrived.
pub async fn begin(db: &mut Transaction, file: FileId, now: Micros) -> Result<(), StoreError> {
    db.execute(sql("INSERT INTO orphaned_files (id, since) VALUES ($1, $2)").bind(file).bind(now)).await.map(|_| ())
}

/// Notes that an expected file has arrived. `false`: it is not expected any more, and the file stays an orphan.
pub async fn arrive(db: &mut Transaction, owner: Owner<'_>, item: ItemId, id: AttachmentId, file: FileId) -> Result<bool, StoreError> {
    let mut query = sql("UPDATE attachments SET file_id = $1 WHERE file_id IS NULL AND item_id = $2 AND id = $3 AND ").bind(file).bind(item).bind(id);
    owner.narrow(&mut query);
    let arrived = db.execute(query).await? == 1;
    if arrived {
        db.execute(sql("DELETE FROM orphaned_files WHERE id = $1").bind(file)).await?;
    }
    Ok(arrived)
}

/// Replaces what is encrypted under the item's key. `false`: the item has no such file.
pub async fn rewrap(
    db: &mut Transaction,
    owner: Owner<'_>,
    item: ItemId,
    id: AttachmentId,
    file_name: &Ciphertext,
    key: &Ciphertext,
) -> Result<bool, StoreError> {
    let mut query = sql("UPDATE attachments SET file_name = $1, key = $2 WHERE item_id = $3 AND id = $4 AND ").bind(file_name).bind(key).bind(item).bind(id);
    owner.narrow(&mut query);
    Ok(db.execute(query).await? == 1)
}

/// Gives the files that have arrived of a person's own item to the organization that the item was given to.
pub async fn give(db: &mut Transaction, access: &ItemAccess, item: ItemId) -> Result<(), StoreError> {
    let query = sql("UPDATE attachments SET user_id = NULL, organization_id = $2 WHERE user_id = $1 AND item_id = $3 AND file_id IS NOT NULL");
    db.execute(query.bind(access.user()).bind(access.organization()).bind(item)).await.map(|_| ())
}

/// Deletes what is known of a file; the file is an orphan then. `false`: the item has no such file.
pub async fn delete(db: &mut Transaction, owner: Owner<'_>, item: ItemId, id: AttachmentId) -> Result<bool, StoreError> {
    let mut query = sql("DELETE FROM attachments WHERE item_id = $1 AND id = $2 AND ").bind(item).bind(id);
    owner.narrow(&mut query);
    Ok(db.execute(query).await? == 1)
}

/// Gives up files of an item that have not come.
pub async fn give_up(db: &mut Transaction, owner: Owner<'_>, item: ItemId) -> Result<(), StoreError> {
    let mut query = sql("DELETE FROM attachments WHERE file_id IS NULL AND item_id = $1 AND ").bind(item);
    owner.narrow(&mut query);
    db.execute(query).await.map(|_| ())
}

/// Gives up files that were expected before that time and have not come.
pub async fn delete_expected(db: &mut Transaction, before: Micros) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM attachments WHERE file_id IS NULL AND created_at < $1").bind(before)).await
}

/// Files after one that nothing has referred to since before that time.
pub async fn orphans(db: &mut Connection, before: Micros, after: Option<FileId>, most: u32) -> Result<Vec<FileId>, StoreError> {
    let mut query = sql("SELECT id FROM orphaned_files WHERE since < $1").bind(before);
    if let Some(after) = after {
        query.push(" AND id > ").push_bind(after);
    }
    query.push(" ORDER BY id LIMIT ").push_bind(most);
    let rows = db.rows(query).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Forgets orphans whose files are gone.
pub async fn forget_orphans(db: &mut Transaction, files: &[FileId]) -> Result<(), StoreError> {
    for some in files.chunks(100) {
        let mut query = sql("DELETE FROM orphaned_files WHERE id IN (");
        query.push_list(some.iter().copied()).push(")");
        db.execute(query).await?;
    }
    Ok(())
}
