//! Statements about people's own items.

use super::{
    Connection, StoreError, Transaction,
    attachments::{self, Owner},
    items::{Grant, ItemRow, Marks, Which, item},
    sql,
};
use crate::{
    domain::items::ItemContent,
    model::{
        id::{ItemId, UserId},
        time::Micros,
    },
};

/// A person's own items, in the order of their ids.
pub async fn list(db: &mut Connection, user: UserId, which: Which, limit: u32) -> Result<Vec<ItemRow>, StoreError> {
    let mut query = sql("SELECT i.id, i.kind, i.data, i.created_at, i.revised_at, i.deleted_at, i.folder_id, i.is_favorite, i.archived_at
        FROM own_items i WHERE i.user_id = $1")
    .bind(user);
    which.narrow(&mut query, "i.id");
    query.push(" ORDER BY i.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    let mut items = rows.iter().map(|row| item(row, None, Grant::FULL)).collect::<Result<Vec<_>, _>>()?;
    attachments::fill(db, Owner::Person(user), &mut items).await?;
    Ok(items)
}

/// One of a person's own items.
pub async fn find(db: &mut Connection, user: UserId, id: ItemId) -> Result<Option<ItemRow>, StoreError> {
    Ok(list(db, user, Which::One(id), 1).await?.pop())
}

/// Adds items; their ids are new.
pub async fn insert(db: &mut Transaction, user: UserId, id: ItemId, content: &ItemContent, marks: Marks, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO own_items (user_id, id, folder_id, kind, data, is_favorite, created_at, revised_at, archived_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)")
    .bind(user)
    .bind(id)
    .bind(marks.folder)
    .bind(content.kind())
    .bind(content.json())
    .bind(marks.is_favorite)
    .bind(now)
    .bind(marks.archived_at);
    db.execute(query).await.map(|_| ())
}

/// Rows of one statement.
const ROWS: usize = 1_000;

/// Adds many items at once.
pub async fn insert_all(db: &mut Transaction, user: UserId, items: &[(&ItemContent, Marks)], now: Micros) -> Result<(), StoreError> {
    for rows in items.chunks(ROWS) {
        let mut query =
            sql("INSERT INTO own_items (user_id, id, folder_id, kind, data, is_favorite, created_at, revised_at, archived_at) VALUES ").bind(user).bind(now);
        for (at, (content, marks)) in rows.iter().enumerate() {
            query.push(if at == 0 { "($1, " } else { ", ($1, " });
            query.push_bind(ItemId::make()).push(", ").push_bind(marks.folder).push(", ").push_bind(content.kind()).push(", ");
            query.push_bind(content.json()).push(", ").push_bind(marks.is_favorite).push(", $2, $2, ").push_bind(marks.archived_at).push(")");
        }
        db.execute(query).await?;
    }
    Ok(())
}

/// Replaces what an item holds and how it is marked.
pub async fn update(db: &mut Transaction, user: UserId, id: ItemId, content: &ItemContent, marks: Marks, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE own_items SET kind = $3, data = $4, folder_id = $5, is_favorite = $6, archived_at = $7, revised_at = $8
        WHERE user_id = $1 AND id = $2")
    .bind(user)
    .bind(id)
    .bind(content.kind())
    .bind(content.json())
    .bind(marks.folder)
    .bind(marks.is_favorite)
    .bind(marks.archived_at)
    .bind(now);
    db.execute(query).await.map(|_| ())
}

/// Changes the marks alone.
pub async fn mark(db: &mut Transaction, user: UserId, id: ItemId, marks: Marks, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE own_items SET folder_id = $3, is_favorite = $4, archived_at = $5, revised_at = $6 WHERE user_id = $1 AND id = $2")
        .bind(user)
        .bind(id)
        .bind(marks.folder)
        .bind(marks.is_favorite)
        .bind(marks.archived_at)
        .bind(now);
    db.execute(query).await.map(|_| ())
}

/// Puts an item into the trash or takes it out.
pub async fn set_deleted(db: &mut Transaction, user: UserId, id: ItemId, at: Option<Micros>, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE own_items SET deleted_at = $3, revised_at = $4 WHERE user_id = $1 AND id = $2");
    db.execute(query.bind(user).bind(id).bind(at).bind(now)).await.map(|_| ())
}

/// Deletes an item for good.
pub async fn delete(db: &mut Transaction, user: UserId, id: ItemId) -> Result<(), StoreError> {
    db.execute(sql("DELETE FROM own_items WHERE user_id = $1 AND id = $2").bind(user).bind(id)).await.map(|_| ())
}

/// How many items a person has.
pub async fn count(db: &mut Connection, user: UserId) -> Result<u32, StoreError> {
    db.one(sql("SELECT COUNT(*) AS n FROM own_items WHERE user_id = $1").bind(user)).await?.get("n")
}
