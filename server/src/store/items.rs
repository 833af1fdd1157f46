//! Statements about items of organizations. Reading and changing take the proof that only a membership yields.

use super::{
    Connection, Query, Row, StoreError, Transaction,
    attachments::{self, AttachmentRow, Owner},
    sql,
};
use crate::{
    access::ItemAccess,
    domain::items::ItemContent,
    model::{
        id::{CollectionId, FolderId, ItemId, OrganizationId},
        time::Micros,
    },
};

/// An item as a person sees it: of an organization by his grants, or his own.
#[derive(Clone, Debug)]
pub struct ItemRow {
    pub id: ItemId,
    /// None: the person's own.
    pub organization: Option<OrganizationId>,
    /// In the numbers of the protocol.
    pub kind: i64,
    /// JSON of encrypted strings.
    pub data: String,
    pub created_at: Micros,
    pub revised_at: Micros,
    /// Since when it has been in the trash.
    pub deleted_at: Option<Micros>,
    pub grant: Grant,
    pub marks: Marks,
    /// Those that are still expected as well.
    pub attachments: Vec<AttachmentRow>,
}

/// What the grants to an item's collections amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub may_edit: bool,
    /// Every grant that shows the item hides passwords.
    pub hides_passwords: bool,
    pub may_manage: bool,
}

/// What the person has done with the item for himself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub folder: Option<FolderId>,
    pub is_favorite: bool,
    pub archived_at: Option<Micros>,
}

impl Grant {
    /// Of one's own items.
    pub const FULL: Self = Self { may_edit: true, hides_passwords: false, may_manage: true };
}

/// Which items are read.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    One(ItemId),
    /// From the first, or after one, without the trash.
    After(Option<ItemId>),
    /// The same with the trash.
    WithTrashAfter(Option<ItemId>),
}

impl Which {
    /// Appends the condition on the column of the item's id.
    pub(super) fn narrow(self, query: &mut Query, column: &'static str) {
        match self {
            Self::One(item) => query.push(" AND ").push(column).push(" = ").push_bind(item),
            Self::After(Some(item)) | Self::WithTrashAfter(Some(item)) => query.push(" AND ").push(column).push(" > ").push_bind(item),
            Self::After(None) | Self::WithTrashAfter(None) => query,
        };
        if let Self::After(_) = self {
            query.push(" AND i.deleted_at IS NULL");
        }
    }
}

/// Items that the member's grants reach, in the order of their ids.
pub async fn reached(db: &mut Connection, access: &ItemAccess, which: Which, limit: u32) -> Result<Vec<ItemRow>, StoreError> {
    let mut query = sql("SELECT i.id, i.kind, i.data, i.created_at, i.revised_at, i.deleted_at, v.may_edit, v.hides_passwords, v.may_manage,
            k.folder_id, COALESCE(k.is_favorite, 0) AS is_favorite, k.archived_at FROM (
            SELECT c.item_id, MAX(1 - g.read_only) AS may_edit, MIN(g.hide_passwords) AS hides_passwords, MAX(g.manage) AS may_manage
            FROM collection_items c
            JOIN member_grants g ON g.organization_id = $1 AND g.collection_id = c.collection_id AND g.member_id = $2
            JOIN items i ON i.organization_id = c.organization_id AND i.id = c.item_id
            WHERE c.organization_id = $1")
    .bind(access.organization())
    .bind(access.member())
    .bind(access.user());
    which.narrow(&mut query, "c.item_id");
    query.push(" GROUP BY c.item_id ORDER BY c.item_id LIMIT ").push_bind(limit);
    query.push(
        ") v JOIN items i ON i.organization_id = $1 AND i.id = v.item_id
        LEFT JOIN item_marks k ON k.user_id = $3 AND k.organization_id = $1 AND k.item_id = i.id ORDER BY i.id",
    );
    let rows = db.rows(query).await?;
    let grant = |row: &Row| -> Result<Grant, StoreError> {
        Ok(Grant { may_edit: row.get("may_edit")?, hides_passwords: row.get("hides_passwords")?, may_manage: row.get("may_manage")? })
    };
    let mut items = rows.iter().map(|row| item(row, Some(access.organization()), grant(row)?)).collect::<Result<Vec<_>, StoreError>>()?;
    attachments::fill(db, Owner::Organization(access), &mut items).await?;
    Ok(items)
}

pub(super) fn item(row: &Row, organization: Option<OrganizationId>, grant: Grant) -> Result<ItemRow, StoreError> {
    Ok(ItemRow {
        id: row.get("id")?,
        organization,
        kind: row.get("kind")?,
        data: row.get("data")?,
        created_at: row.get("created_at")?,
        revised_at: row.get("revised_at")?,
        deleted_at: row.get("deleted_at")?,
        grant,
        marks: Marks { folder: row.get("folder_id")?, is_favorite: row.get("is_favorite")?, archived_at: row.get("archived_at")? },
        attachments: Vec::new(),
    })
}

/// The collections through which the member sees those items.
pub async fn collections(db: &mut Connection, access: &ItemAccess, items: &[ItemId]) -> Result<Vec<(ItemId, CollectionId)>, StoreError> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT c.item_id, c.collection_id FROM collection_items c WHERE c.organization_id = $1
        AND c.collection_id IN (SELECT g.collection_id FROM member_grants g WHERE g.organization_id = $1 AND g.member_id = $2) AND c.item_id IN (")
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
    content: &ItemContent,
    collections: &[CollectionId],
    now: Micros,
) -> Result<(), StoreError> {
    let query = sql("INSERT INTO items (organization_id, id, kind, data, created_at, revised_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(access.organization())
        .bind(id)
        .bind(content.kind())
        .bind(content.json())
        .bind(now);
    db.execute(query).await?;
    put_into(db, access, id, collections).await
}

/// Puts an item into more collections.
pub async fn put_into(db: &mut Transaction, access: &ItemAccess, id: ItemId, collections: &[CollectionId]) -> Result<(), StoreError> {
    if collections.is_empty() {
        return Ok(());
    }
    let mut query = sql("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ");
    for (index, collection) in collections.iter().enumerate() {
        query.push(if index == 0 { "(" } else { ", (" });
        query.push_bind(access.organization()).push(", ").push_bind(*collection).push(", ").push_bind(id).push(")");
    }
    query.push(" ON CONFLICT DO NOTHING");
    db.execute(query).await.map(|_| ())
}

/// Takes an item out of collections.
pub async fn take_out_of(db: &mut Transaction, access: &ItemAccess, id: ItemId, collections: &[CollectionId]) -> Result<(), StoreError> {
    if collections.is_empty() {
        return Ok(());
    }
    let mut query = sql("DELETE FROM collection_items WHERE organization_id = $1 AND item_id = $2 AND collection_id IN (").bind(access.organization()).bind(id);
    query.push_list(collections.iter().copied()).push(")");
    db.execute(query).await.map(|_| ())
}

/// Replaces what an item holds.
pub async fn update(db: &mut Transaction, access: &ItemAccess, id: ItemId, content: &ItemContent, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE items SET kind = $3, data = $4, revised_at = $5 WHERE organization_id = $1 AND id = $2")
        .bind(access.organization())
        .bind(id)
        .bind(content.kind())
        .bind(content.json())
        .bind(now);
    db.execute(query).await.map(|_| ())
}

/// Puts an item into the trash or takes it out.
pub async fn set_deleted(db: &mut Transaction, access: &ItemAccess, id: ItemId, at: Option<Micros>, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE items SET deleted_at = $3, revised_at = $4 WHERE organization_id = $1 AND id = $2");
    db.execute(query.bind(access.organization()).bind(id).bind(at).bind(now)).await.map(|_| ())
}

/// Deletes an item for good.
pub async fn delete(db: &mut Transaction, access: &ItemAccess, id: ItemId) -> Result<(), StoreError> {
    db.execute(sql("DELETE FROM items WHERE organization_id = $1 AND id = $2").bind(access.organization()).bind(id)).await.map(|_| ())
}

/// Keeps what the person does with an item for himself.
pub async fn mark(db: &mut Transaction, access: &ItemAccess, id: ItemId, marks: Marks) -> Result<(), StoreError> {
    let query = sql("INSERT INTO item_marks (user_id, organization_id, item_id, folder_id, is_favorite, archived_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (user_id, organization_id, item_id) DO UPDATE SET folder_id = $4, is_favorite = $5, archived_at = $6")
    .bind(access.user())
    .bind(access.organization())
    .bind(id)
    .bind(marks.folder)
    .bind(marks.is_favorite)
    .bind(marks.archived_at);
    db.execute(query).await.map(|_| ())
}

/// How much of an organization's vault is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportScope {
    Whole,
    /// The collections that the member manages.
    Managed,
}

/// Appends the condition that the member manages the collection of `c`. The first parameter is the organization.
fn push_managed(query: &mut Query, access: &ItemAccess) {
    query.push(" AND c.collection_id IN (SELECT g.collection_id FROM member_grants g WHERE g.organization_id = $1 AND g.manage = 1 AND g.member_id = ");
    query.push_bind(access.member()).push(")");
}

/// Items to export, with the collections they are in, in the order of their ids. The trash stays behind.
pub async fn exported(
    db: &mut Connection,
    access: &ItemAccess,
    scope: ExportScope,
    after: Option<ItemId>,
    limit: u32,
) -> Result<Vec<(ItemRow, Vec<CollectionId>)>, StoreError> {
    let mut query = sql("SELECT i.id, i.kind, i.data, i.created_at, i.revised_at FROM items i WHERE i.organization_id = $1 AND i.deleted_at IS NULL")
        .bind(access.organization());
    if let Some(after) = after {
        query.push(" AND i.id > ").push_bind(after);
    }
    if scope == ExportScope::Managed {
        query.push(" AND EXISTS (SELECT 1 FROM collection_items c WHERE c.organization_id = i.organization_id AND c.item_id = i.id");
        push_managed(&mut query, access);
        query.push(")");
    }
    query.push(" ORDER BY i.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    let items = rows
        .iter()
        .map(|row| {
            Ok(ItemRow {
                id: row.get("id")?,
                organization: Some(access.organization()),
                kind: row.get("kind")?,
                data: row.get("data")?,
                created_at: row.get("created_at")?,
                revised_at: row.get("revised_at")?,
                deleted_at: None,
                grant: Grant::FULL,
                marks: Marks::default(),
                attachments: Vec::new(),
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT c.item_id, c.collection_id FROM collection_items c WHERE c.organization_id = $1").bind(access.organization());
    if scope == ExportScope::Managed {
        push_managed(&mut query, access);
    }
    query.push(" AND c.item_id IN (").push_list(items.iter().map(|item| item.id)).push(") ORDER BY c.item_id, c.collection_id");
    let rows = db.rows(query).await?;
    let pairs = rows.iter().map(|row| Ok((row.get("item_id")?, row.get("collection_id")?))).collect::<Result<Vec<(ItemId, CollectionId)>, StoreError>>()?;
    let mut pairs = pairs.into_iter().peekable();
    let with_collections = |item: ItemRow| {
        let mut collections = Vec::new();
        while let Some((_, collection)) = pairs.next_if(|(id, _)| *id == item.id) {
            collections.push(collection);
        }
        (item, collections)
    };
    Ok(items.into_iter().map(with_collections).collect())
}
