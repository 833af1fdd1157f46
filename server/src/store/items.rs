//! Statements about items. Reading takes the proof that only a membership yields.

use super::{Connection, StoreError, Transaction, sql};
use crate::{
    access::ItemAccess,
    model::{
        id::{CollectionId, ItemId},
        item::ItemData,
        time::Micros,
    },
};

/// An item as the member's grants show it.
#[derive(Clone, Debug)]
pub struct ItemRow {
    pub id: ItemId,
    pub data: ItemData,
    pub created_at: Micros,
    /// Every grant that shows the item hides passwords.
    pub hides_password: bool,
}

/// Which items are read.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    One(ItemId),
    /// From the first, or after one.
    After(Option<ItemId>),
}

/// Items that the member's grants reach, in the order of their ids.
pub async fn reached(db: &mut Connection, access: &ItemAccess, which: Which, limit: u32) -> Result<Vec<ItemRow>, StoreError> {
    let mut query = sql("SELECT i.id, i.data, i.created_at, v.hides_password FROM (
            SELECT c.item_id, MIN(g.hide_passwords) AS hides_password FROM collection_items c
            JOIN collection_members g ON g.organization_id = c.organization_id AND g.collection_id = c.collection_id AND g.member_id = $2
            WHERE c.organization_id = $1")
    .bind(access.organization())
    .bind(access.member());
    match which {
        Which::One(item) => query.push(" AND c.item_id = ").push_bind(item),
        Which::After(Some(item)) => query.push(" AND c.item_id > ").push_bind(item),
        Which::After(None) => &mut query,
    };
    query.push(" GROUP BY c.item_id ORDER BY c.item_id LIMIT ").push_bind(limit);
    query.push(") v JOIN items i ON i.organization_id = $1 AND i.id = v.item_id ORDER BY i.id");
    let rows = db.rows(query).await?;
    rows.iter()
        .map(|row| {
            let data: String = row.get("data")?;
            Ok(ItemRow {
                id: row.get("id")?,
                data: serde_json::from_str(&data).map_err(|_| StoreError::Column("data"))?,
                created_at: row.get("created_at")?,
                hides_password: row.get("hides_password")?,
            })
        })
        .collect()
}

/// The collections through which the member sees those items.
pub async fn collections(db: &mut Connection, access: &ItemAccess, items: &[ItemId]) -> Result<Vec<(ItemId, CollectionId)>, StoreError> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT c.item_id, c.collection_id FROM collection_items c
        JOIN collection_members g ON g.organization_id = c.organization_id AND g.collection_id = c.collection_id AND g.member_id = $2
        WHERE c.organization_id = $1 AND c.item_id IN (")
    .bind(access.organization())
    .bind(access.member());
    query.push_list(items.iter().copied()).push(") ORDER BY c.item_id, c.collection_id");
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok((row.get("item_id")?, row.get("collection_id")?))).collect()
}

/// Adds an item to collections of the organization.
pub async fn insert(
    db: &mut Transaction,
    access: &ItemAccess,
    id: ItemId,
    data: &ItemData,
    collections: &[CollectionId],
    now: Micros,
) -> Result<(), StoreError> {
    let data = serde_json::to_string(data).map_err(|_| StoreError::Column("data"))?;
    let query = sql("INSERT INTO items (organization_id, id, data, created_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(access.organization()).bind(id).bind(data).bind(now)).await?;
    let mut query = sql("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ");
    for (index, collection) in collections.iter().enumerate() {
        query.push(if index == 0 { "(" } else { ", (" });
        query.push_bind(access.organization()).push(", ").push_bind(*collection).push(", ").push_bind(id).push(")");
    }
    db.execute(query).await.map(|_| ())
}
