use super::receipts::{ImportRow, number};
use crate::{
    access::ImportGrant,
    domain::items::ItemContent,
    model::{
        id::{CollectionId, ImportId, ItemId, MemberId, OrganizationId},
        import::{BeginImportRequest, ImportState},
        key::Ciphertext,
        time::Micros,
    },
    store::{Connection, StoreError, Transaction, sql},
};

/// Rows of one statement: SQLite takes some 32,000 values in one.
const ROWS: usize = 1_000;

/// An import about to be announced.
pub struct NewImport<'a> {
    pub request: &'a BeginImportRequest,
    pub collections: &'a [NewCollection],
    /// SHA-256 of the announcement.
    pub announced: Vec<u8>,
    pub sender: &'a str,
    /// The name of the provider for which it is sent.
    pub provider: Option<&'a str>,
}

/// Where items of an import go.
pub struct NewCollection {
    pub id: CollectionId,
    /// Of one that is made when the import is accepted.
    pub name: Option<Ciphertext>,
}

/// Announces an import. `false`: there is one of that id, in whatever organization.
pub async fn insert(db: &mut Transaction, grant: &ImportGrant, new: &NewImport<'_>, now: Micros) -> Result<bool, StoreError> {
    let request = new.request;
    let collections = u32::try_from(new.collections.len()).map_err(|_| StoreError::Column("collections"))?;
    let query = sql("INSERT INTO imports (organization_id, id, state, sender_id, sender, provider_id, provider, begun_at, announced, format, file_hash,
            rows_read, not_understood, twice, left_out, items, parts, collections, kinds, reference)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', $19) ON CONFLICT DO NOTHING")
    .bind(grant.organization())
    .bind(request.import)
    .bind(number(ImportState::Sending))
    .bind(grant.user())
    .bind(new.sender)
    .bind(grant.provider())
    .bind(new.provider)
    .bind(now)
    .bind(new.announced.as_slice())
    .bind(&request.format)
    .bind(&request.file_hash)
    .bind(request.counts.rows_read)
    .bind(request.counts.not_understood)
    .bind(request.counts.twice)
    .bind(request.counts.left_out)
    .bind(request.items)
    .bind(request.parts)
    .bind(collections)
    .bind(&request.reference);
    if db.execute(query).await? == 0 {
        return Ok(false);
    }
    let mut query =
        sql("INSERT INTO import_collections (organization_id, import_id, place, collection_id, name) VALUES ").bind(grant.organization()).bind(request.import);
    for (place, collection) in (0_u32..).zip(new.collections) {
        query.push(if place == 0 { "($1, $2, " } else { ", ($1, $2, " });
        query.push_bind(place).push(", ").push_bind(collection.id).push(", ").push_bind(collection.name.as_ref().map(Ciphertext::as_str)).push(")");
    }
    db.execute(query).await?;
    Ok(true)
}

/// A part that has arrived.
pub struct Part<'a> {
    pub import: ImportId,
    pub number: u32,
    pub items: u32,
    /// SHA-256 of what was sent.
    pub hash: &'a [u8],
}

/// Notes a part. `false`: it is here already.
pub async fn insert_part(db: &mut Transaction, grant: &ImportGrant, part: &Part<'_>) -> Result<bool, StoreError> {
    let query = sql("INSERT INTO import_parts (organization_id, import_id, part, items, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
        .bind(grant.organization())
        .bind(part.import)
        .bind(part.number)
        .bind(part.items)
        .bind(part.hash);
    Ok(db.execute(query).await? == 1)
}

/// The hash of a part that is here.
pub async fn part_hash(db: &mut Connection, organization: OrganizationId, import: ImportId, part: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sql("SELECT hash FROM import_parts WHERE organization_id = $1 AND import_id = $2 AND part = $3").bind(organization).bind(import).bind(part);
    db.row(query).await?.map(|row| row.get("hash")).transpose()
}

/// The numbers of the parts that are here, in ascending order.
pub async fn parts(db: &mut Connection, organization: OrganizationId, import: ImportId) -> Result<Vec<u32>, StoreError> {
    let query = sql("SELECT part FROM import_parts WHERE organization_id = $1 AND import_id = $2 ORDER BY part").bind(organization).bind(import);
    db.rows(query).await?.iter().map(|row| row.get("part")).collect()
}

/// How many items the parts have that are here.
pub async fn received_items(db: &mut Connection, organization: OrganizationId, import: ImportId) -> Result<u32, StoreError> {
    let query = sql("SELECT CAST(COALESCE(SUM(items), 0) AS BIGINT) AS n FROM import_parts WHERE organization_id = $1 AND import_id = $2");
    db.one(query.bind(organization).bind(import)).await?.get("n")
}

/// An item that is about to wait.
pub struct NewItem {
    pub content: ItemContent,
    /// Places in the import's list of collections, each once.
    pub places: Vec<u16>,
}

/// Puts items beside the vault.
pub async fn insert_items(db: &mut Transaction, grant: &ImportGrant, import: ImportId, items: &[NewItem]) -> Result<(), StoreError> {
    let ids = items.iter().map(|_| ItemId::make()).collect::<Vec<_>>();
    let rows = items.iter().zip(&ids).collect::<Vec<_>>();
    for rows in rows.chunks(ROWS) {
        let mut query = sql("INSERT INTO import_items (organization_id, import_id, id, kind, data) VALUES ").bind(grant.organization()).bind(import);
        for (index, (item, id)) in rows.iter().enumerate() {
            query.push(if index == 0 { "($1, $2, " } else { ", ($1, $2, " });
            query.push_bind(**id).push(", ").push_bind(item.content.kind()).push(", ").push_bind(item.content.json()).push(")");
        }
        db.execute(query).await?;
    }
    let places = items.iter().zip(&ids).flat_map(|(item, id)| item.places.iter().map(|place| (*id, *place))).collect::<Vec<_>>();
    for places in places.chunks(ROWS) {
        let mut query = sql("INSERT INTO import_places (organization_id, import_id, item_id, place) VALUES ").bind(grant.organization()).bind(import);
        for (index, (id, place)) in places.iter().enumerate() {
            query.push(if index == 0 { "($1, $2, " } else { ", ($1, $2, " });
            query.push_bind(*id).push(", ").push_bind(*place).push(")");
        }
        db.execute(query).await?;
    }
    Ok(())
}

/// How many items of each kind wait.
pub async fn kinds(db: &mut Connection, organization: OrganizationId, import: ImportId) -> Result<Vec<(u8, u32)>, StoreError> {
    let query = sql("SELECT kind, COUNT(*) AS n FROM import_items WHERE organization_id = $1 AND import_id = $2 GROUP BY kind ORDER BY kind");
    let rows = db.rows(query.bind(organization).bind(import)).await?;
    let kind = |row: &crate::store::Row| {
        let kind = u8::try_from(row.get::<i64>("kind")?).map_err(|_| StoreError::Column("kind"))?;
        Ok((kind, row.get("n")?))
    };
    rows.iter().map(kind).collect()
}

/// Whether an import goes into a collection that a member does not manage.
pub async fn goes_beyond_grants(db: &mut Connection, organization: OrganizationId, import: ImportId, member: MemberId) -> Result<bool, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM import_collections s WHERE s.organization_id = $1 AND s.import_id = $2 AND s.collection_id NOT IN (
            SELECT g.collection_id FROM member_grants g WHERE g.organization_id = $1 AND g.member_id = $3 AND g.manage = 1)");
    Ok(db.one(query.bind(organization).bind(import).bind(member)).await?.get::<i64>("n")? > 0)
}

/// Keeps a complete import as it now is: held from here on.
pub async fn complete(db: &mut Transaction, grant: &ImportGrant, import: &ImportRow) -> Result<bool, StoreError> {
    let kinds = import.kinds.iter().map(|(kind, count)| format!("{kind}:{count}")).collect::<Vec<_>>().join(" ");
    let query = sql("UPDATE imports SET state = $4, completed_at = $5, kinds = $6, signature = $7 WHERE organization_id = $1 AND id = $2 AND state = $3")
        .bind(grant.organization())
        .bind(import.id)
        .bind(number(ImportState::Sending))
        .bind(number(ImportState::Held))
        .bind(import.completed_at)
        .bind(kinds)
        .bind(import.signature.as_deref());
    Ok(db.execute(query).await? == 1)
}
