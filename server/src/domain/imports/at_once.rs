use super::{
    begin::{self, announce},
    finish::complete,
    send::{self, Parsed},
};
use crate::{
    access::{self, ImportGrant},
    domain::{Context, Error, Result, pins},
    model::{
        id::{ImportId, KeyTicketId, OrganizationId},
        import::{BeginImportRequest, ImportCollection, ImportCounts, ImportItem, PART_ITEMS_MAX},
    },
    store::{self, imports::Part},
};
use bytes::Bytes;

/// What a receipt says of the file: an app has read it, whatever it was.
const FORMAT: &str = "bitwarden-app";

/// What an app of the organization's own people has read out of a file.
pub struct ReadyImport {
    pub organization: OrganizationId,
    pub collections: Vec<ImportCollection>,
    pub items: Vec<ImportItem>,
    /// All of it as it came: the receipt names its hash.
    pub sent: Bytes,
}

/// Imports all of it or nothing. A provider user has no key but by a ticket of the portal, so that apps are not for him.
pub async fn at_once(context: &Context, ready: ReadyImport) -> Result<()> {
    let ReadyImport { organization, collections, items, sent } = ready;
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let (import, places) = (ImportId::make(), u32::try_from(collections.len()).unwrap_or(u32::MAX));
    let request = BeginImportRequest {
        organization,
        import,
        ticket: KeyTicketId::make(),
        format: FORMAT.to_owned(),
        file_hash: pins::digest(&sent)?,
        counts: ImportCounts { rows_read: count, ..ImportCounts::default() },
        items: count,
        parts: count.div_ceil(u32::try_from(PART_ITEMS_MAX).unwrap_or(u32::MAX)),
        collections,
        reference: String::new(),
    };
    // Nobody's items are looked at before it is known that he may send them.
    let mut db = context.read().await?;
    demand_own_people(&access::import(&mut db, context, organization).await?)?;
    drop(db);
    begin::check(&request)?;
    let parse = move || items.chunks(PART_ITEMS_MAX).map(|part| send::parse(part, places)).collect::<Result<Vec<Parsed>>>();
    let parts = tokio::task::spawn_blocking(parse).await.map_err(|_| Error::Internal("reading an import failed"))??;
    context
        .command((request, parts), |db, context, (request, parts)| {
            Box::pin(async move {
                let grant = access::import(db, context, request.organization).await?;
                demand_own_people(&grant)?;
                store::organizations::take(db, grant.organization()).await?;
                announce(db, context, &grant, request, &begin::hash(request)?).await?;
                for (number, part) in (0..).zip(parts) {
                    let new = Part { import: request.import, number, items: part.count, hash: &part.hash };
                    if !store::imports::insert_part(db, &grant, &new).await? {
                        return Err(Error::Internal("a part of an import that was just begun is there already"));
                    }
                    store::imports::insert_items(db, &grant, request.import, &part.items).await?;
                }
                let import = store::imports::take(db, grant.organization(), request.import).await?.ok_or_else(Error::not_found)?;
                complete(db, context, &grant, import).await.map(drop)
            })
        })
        .await
}

fn demand_own_people(grant: &ImportGrant) -> Result<()> {
    if grant.provider().is_none() { Ok(()) } else { Err(Error::not_found()) }
}
