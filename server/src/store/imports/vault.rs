use crate::{
    access::ItemAccess,
    model::{
        id::{CollectionId, ImportId, ItemId, OrganizationId},
        import::PART_BYTES_MAX,
        key::Ciphertext,
        time::Micros,
    },
    store::{Connection, StoreError, Transaction, sql},
};

/// Rows of a page.
const ROWS: u32 = 500;
/// Ids in one statement.
const IDS: usize = 1_000;

/// An item that waits.
#[derive(Clone, Debug)]
pub struct HeldRow {
    pub id: ItemId,
    pub places: Vec<u16>,
    /// The number of its kind.
    pub kind: i64,
    /// JSON of encrypted strings.
    pub data: String,
}

/// Items that wait, in the order of their ids, after one: as many as are read at a time. And whether there are more.
pub async fn held(db: &mut Connection, access: &ItemAccess, import: ImportId, after: Option<ItemId>) -> Result<(Vec<HeldRow>, bool), StoreError> {
    let mut query = sql("SELECT id, CAST(LENGTH(data) AS BIGINT) AS length FROM import_items WHERE organization_id = $1 AND import_id = $2");
    query = query.bind(access.organization()).bind(import);
    if let Some(after) = after {
        query.push(" AND id > ").push_bind(after);
    }
    query.push(" ORDER BY id LIMIT ").push_bind(ROWS + 1);
    let sizes = db.rows(query).await?;
    // Large items make a page short, so that none takes much more memory than a part.
    let (mut ids, mut bytes) = (Vec::new(), 0_usize);
    for row in &sizes {
        bytes = bytes.saturating_add(usize::try_from(row.get::<i64>("length")?).unwrap_or(usize::MAX));
        if ids.len() == ROWS as usize || (bytes > PART_BYTES_MAX && !ids.is_empty()) {
            break;
        }
        ids.push(row.get::<ItemId>("id")?);
    }
    let has_more = ids.len() < sizes.len();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok((Vec::new(), false)) };
    let bounds = |query: crate::store::Query| query.bind(access.organization()).bind(import).bind(*first).bind(*last);
    let query = bounds(sql("SELECT id, kind, data FROM import_items WHERE organization_id = $1 AND import_id = $2 AND id >= $3 AND id <= $4 ORDER BY id"));
    let mut rows = Vec::with_capacity(ids.len());
    for row in db.rows(query).await? {
        rows.push(HeldRow { id: row.get("id")?, places: Vec::new(), kind: row.get("kind")?, data: row.get("data")? });
    }
    let query = bounds(sql("SELECT item_id, place FROM import_places WHERE organization_id = $1 AND import_id = $2 AND item_id >= $3 AND item_id <= $4
        ORDER BY item_id, place"));
    let mut places = Vec::new();
    for row in db.rows(query).await? {
        places.push((row.get::<ItemId>("item_id")?, u16::try_from(row.get::<i64>("place")?).map_err(|_| StoreError::Column("place"))?));
    }
    let mut places = places.into_iter().peekable();
    for row in &mut rows {
        while let Some((_, place)) = places.next_if(|(id, _)| *id == row.id) {
            row.places.push(place);
        }
    }
    Ok((rows, has_more))
}

/// A collection of an import.
#[derive(Clone, Debug)]
pub struct StagedCollection {
    pub id: CollectionId,
    /// Of one that is made when the import is accepted.
    pub name: Option<Ciphertext>,
}

/// The collections of an import, in the order of their places.
pub async fn collections(db: &mut Connection, access: &ItemAccess, import: ImportId) -> Result<Vec<StagedCollection>, StoreError> {
    let query = sql("SELECT collection_id, name FROM import_collections WHERE organization_id = $1 AND import_id = $2 ORDER BY place");
    let rows = db.rows(query.bind(access.organization()).bind(import)).await?;
    rows.iter().map(|row| Ok(StagedCollection { id: row.get("collection_id")?, name: row.get("name")? })).collect()
}

/// Whether a collection into which the import goes has been deleted.
pub async fn is_collection_gone(db: &mut Connection, access: &ItemAccess, import: ImportId) -> Result<bool, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM import_collections s WHERE s.organization_id = $1 AND s.import_id = $2 AND s.name IS NULL
        AND NOT EXISTS (SELECT 1 FROM collections c WHERE c.organization_id = $1 AND c.id = s.collection_id)");
    Ok(db.one(query.bind(access.organization()).bind(import)).await?.get::<i64>("n")? > 0)
}

/// Whether the import goes into a collection that is there and that the member may not edit.
pub async fn goes_beyond_edits(db: &mut Connection, access: &ItemAccess, import: ImportId) -> Result<bool, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM import_collections s WHERE s.organization_id = $1 AND s.import_id = $2 AND s.name IS NULL
        AND s.collection_id NOT IN (SELECT g.collection_id FROM member_grants g WHERE g.organization_id = $1 AND g.member_id = $3 AND g.read_only = 0)");
    Ok(db.one(query.bind(access.organization()).bind(import).bind(access.member())).await?.get::<i64>("n")? > 0)
}

/// Takes items out of what waits; how many there were of them.
pub async fn drop_items(db: &mut Transaction, access: &ItemAccess, import: ImportId, items: &[ItemId]) -> Result<u64, StoreError> {
    let mut dropped = 0;
    for items in items.chunks(IDS) {
        let mut query = sql("DELETE FROM import_items WHERE organization_id = $1 AND import_id = $2 AND id IN (").bind(access.organization()).bind(import);
        query.push_list(items.iter().copied()).push(")");
        dropped += db.execute(query).await?;
    }
    Ok(dropped)
}

/// Makes the new collections of an import. The member manages them.
pub async fn make_collections(db: &mut Transaction, access: &ItemAccess, import: ImportId, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at)
        SELECT s.organization_id, s.collection_id, s.name, CAST($3 AS BIGINT) FROM import_collections s
        WHERE s.organization_id = $1 AND s.import_id = $2 AND s.name IS NOT NULL");
    db.execute(query.bind(access.organization()).bind(import).bind(now)).await?;
    let query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage)
        SELECT s.organization_id, s.collection_id, m.id, 0, 0, 1 FROM import_collections s
            JOIN members m ON m.organization_id = s.organization_id AND m.id = $3
        WHERE s.organization_id = $1 AND s.import_id = $2 AND s.name IS NOT NULL");
    db.execute(query.bind(access.organization()).bind(import).bind(access.member())).await.map(|_| ())
}

/// Puts what waits into the vault and its collections; how many items that were. It still waits as well: see [`clear`].
pub async fn move_items(db: &mut Transaction, access: &ItemAccess, import: ImportId, now: Micros) -> Result<u64, StoreError> {
    let query = sql("INSERT INTO items (organization_id, id, kind, data, created_at, revised_at)
        SELECT organization_id, id, kind, data, CAST($3 AS BIGINT), CAST($3 AS BIGINT) FROM import_items WHERE organization_id = $1 AND import_id = $2");
    let moved = db.execute(query.bind(access.organization()).bind(import).bind(now)).await?;
    // Two places of an import can be one collection.
    let query = sql("INSERT INTO collection_items (organization_id, collection_id, item_id)
        SELECT DISTINCT p.organization_id, s.collection_id, p.item_id FROM import_places p
            JOIN import_collections s ON s.organization_id = p.organization_id AND s.import_id = p.import_id AND s.place = p.place
        WHERE p.organization_id = $1 AND p.import_id = $2");
    db.execute(query.bind(access.organization()).bind(import)).await?;
    Ok(moved)
}

/// Deletes all that waits of an import, and the names of its collections. The receipt stays.
pub async fn clear(db: &mut Transaction, organization: OrganizationId, import: ImportId) -> Result<(), StoreError> {
    for query in [
        sql("DELETE FROM import_places WHERE organization_id = $1 AND import_id = $2"),
        sql("DELETE FROM import_items WHERE organization_id = $1 AND import_id = $2"),
        sql("DELETE FROM import_parts WHERE organization_id = $1 AND import_id = $2"),
        sql("DELETE FROM import_collections WHERE organization_id = $1 AND import_id = $2"),
    ] {
        db.execute(query.bind(organization).bind(import)).await?;
    }
    Ok(())
}
