use crate::{
    model::{
        id::{ImportId, OrganizationId, ProviderId, UserId},
        import::{ImportCounts, ImportState},
        key::Pin,
        time::Micros,
    },
    store::{Connection, Row, StoreError, Transaction, sql},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An import without its items.
#[derive(Clone, Debug)]
pub struct ImportRow {
    pub id: ImportId,
    pub state: ImportState,
    pub sender_id: UserId,
    pub sender: String,
    /// For which it was sent.
    pub provider_id: Option<ProviderId>,
    pub provider: Option<String>,
    pub begun_at: Micros,
    pub completed_at: Option<Micros>,
    pub decided_at: Option<Micros>,
    pub decided_by: Option<String>,
    /// SHA-256 of the announcement.
    pub announced: Vec<u8>,
    pub format: String,
    pub file_hash: Pin,
    pub counts: ImportCounts,
    pub items: u32,
    pub parts: u32,
    pub collections: u32,
    /// Numbers of items by kind.
    pub kinds: Vec<(u8, u32)>,
    pub duplicates: Option<u32>,
    pub reference: String,
    pub signature: Option<String>,
}

pub(super) const fn number(state: ImportState) -> i64 {
    match state {
        ImportState::Sending => 0,
        ImportState::Held => 1,
        ImportState::Accepted => 2,
        ImportState::Discarded => 3,
        ImportState::Withdrawn => 4,
    }
}

const fn state(number: i64) -> Option<ImportState> {
    Some(match number {
        0 => ImportState::Sending,
        1 => ImportState::Held,
        2 => ImportState::Accepted,
        3 => ImportState::Discarded,
        4 => ImportState::Withdrawn,
        _ => return None,
    })
}

fn import(row: &Row) -> Result<ImportRow, StoreError> {
    let kinds = row.get::<String>("kinds")?;
    let kind = |pair: &str| pair.split_once(':').and_then(|(kind, count)| Some((kind.parse().ok()?, count.parse().ok()?)));
    Ok(ImportRow {
        id: row.get("id")?,
        state: state(row.get("state")?).ok_or(StoreError::Column("state"))?,
        sender_id: row.get("sender_id")?,
        sender: row.get("sender")?,
        provider_id: row.get("provider_id")?,
        provider: row.get("provider")?,
        begun_at: row.get("begun_at")?,
        completed_at: row.get("completed_at")?,
        decided_at: row.get("decided_at")?,
        decided_by: row.get("decided_by")?,
        announced: row.get("announced")?,
        format: row.get("format")?,
        file_hash: row.get("file_hash")?,
        counts: ImportCounts {
            rows_read: row.get("rows_read")?,
            not_understood: row.get("not_understood")?,
            twice: row.get("twice")?,
            left_out: row.get("left_out")?,
        },
        items: row.get("items")?,
        parts: row.get("parts")?,
        collections: row.get("collections")?,
        kinds: kinds.split_whitespace().map(kind).collect::<Option<_>>().ok_or(StoreError::Column("kinds"))?,
        duplicates: row.get::<Option<i64>>("duplicates")?.map(u32::try_from).transpose().map_err(|_| StoreError::Column("duplicates"))?,
        reference: row.get("reference")?,
        signature: row.get("signature")?,
    })
}

/// An import of an organization.
pub async fn find(db: &mut Connection, organization: OrganizationId, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
    let query = sql("SELECT * FROM imports WHERE organization_id = $1 AND id = $2").bind(organization).bind(id);
    db.row(query).await?.as_ref().map(import).transpose()
}

/// The same, for this transaction: others that take it wait, so that it stays as it was read.
pub async fn take(db: &mut Transaction, organization: OrganizationId, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
    // On SQLite the writer is alone anyway.
    if db.is_postgres() {
        db.execute(sql("UPDATE imports SET state = state WHERE organization_id = $1 AND id = $2").bind(organization).bind(id)).await?;
    }
    find(db, organization, id).await
}

/// Where an import stands in the list.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Place {
    pub at: i64,
    pub id: Uuid,
}

/// Imports of an organization, newest first, after a place: all, or those that were sent for a provider.
pub async fn list(
    db: &mut Connection,
    organization: OrganizationId,
    sent_for: Option<ProviderId>,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<ImportRow>, StoreError> {
    let mut query = sql("SELECT * FROM imports WHERE organization_id = $1").bind(organization);
    if let Some(provider) = sent_for {
        query.push(" AND provider_id = ").push_bind(provider);
    }
    if let Some(after) = after {
        query.push(" AND (begun_at, id) < (").push_bind(after.at).push(", ").push_bind(after.id).push(")");
    }
    query.push(" ORDER BY begun_at DESC, id DESC LIMIT ").push_bind(limit);
    db.rows(query).await?.iter().map(import).collect()
}

/// How many imports of a person are not complete.
pub async fn unfinished(db: &mut Connection, organization: OrganizationId, sender: UserId) -> Result<u32, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM imports WHERE organization_id = $1 AND sender_id = $2 AND state = $3");
    db.one(query.bind(organization).bind(sender).bind(number(ImportState::Sending))).await?.get("n")
}

/// How an import ends.
pub struct Settled<'a> {
    pub state: ImportState,
    pub by: &'a str,
    pub duplicates: Option<u32>,
}

/// Ends an import that is still as it was read. `false`: it is not.
pub async fn settle(db: &mut Transaction, organization: OrganizationId, was: &ImportRow, to: &Settled<'_>, now: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE imports SET state = $4, decided_at = $5, decided_by = $6, duplicates = $7 WHERE organization_id = $1 AND id = $2 AND state = $3")
        .bind(organization)
        .bind(was.id)
        .bind(number(was.state))
        .bind(number(to.state))
        .bind(now)
        .bind(to.by)
        .bind(to.duplicates.map(i64::from));
    Ok(db.execute(query).await? == 1)
}

/// Deletes imports that were begun before a time and never became complete: a few at a time, since each can have many items.
pub async fn delete_unfinished(db: &mut Transaction, before: Micros) -> Result<u64, StoreError> {
    let query = sql("DELETE FROM imports WHERE id IN (SELECT id FROM imports WHERE state = $1 AND begun_at <= $2 ORDER BY begun_at LIMIT 5)");
    db.execute(query.bind(number(ImportState::Sending)).bind(before)).await
}

/// Deletes what a provider has begun to send and can no longer complete.
pub async fn delete_of_provider(db: &mut Transaction, provider: ProviderId, organization: OrganizationId) -> Result<(), StoreError> {
    let query = sql("DELETE FROM imports WHERE organization_id = $1 AND provider_id = $2 AND state = $3");
    db.execute(query.bind(organization).bind(provider).bind(number(ImportState::Sending))).await.map(|_| ())
}
