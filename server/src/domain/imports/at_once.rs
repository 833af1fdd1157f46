use super::{
    begin::{self, announce},
    finish::complete,
    send::{self, Parsed},
};
use crate::{
    access,
    domain::{Context, Error, Result, pins},
    model::{
        error::ErrorCode,
        id::{ImportId, KeyTicketId, OrganizationId},
        import::{BeginImportRequest, ImportCollection, ImportCounts, ImportItem, PART_BYTES_MAX, PART_ITEMS_MAX},
        organization::KeyPurpose,
    },
    store::{self, imports::Part},
};
use bytes::Bytes;

/// What a receipt says of the file: an app has read it, whatever it was.
const FORMAT: &str = "bitwarden-app";

/// What an app has read out of a file.
pub struct ReadyImport {
    pub organization: OrganizationId,
    pub collections: Vec<ImportCollection>,
    pub items: Vec<ImportItem>,
    /// All of it as it came: the receipt names its hash.
    pub sent: Bytes,
}

/// Demands somebody who may import with an app: what is sent is not looked at before. Who acts for a provider has lent his app the
/// client's key in the portal.
pub async fn demand_app(context: &Context, organization: OrganizationId) -> Result<()> {
    let mut db = context.read().await?;
    let grant = access::import(&mut db, context, organization).await?;
    if grant.provider().is_none() {
        return Ok(());
    }
    let lent = store::key_tickets::usable(&mut db, (grant.user(), KeyPurpose::ImportWithApp), context.now()).await?;
    if lent.contains(&organization) { Ok(()) } else { Err(not_lent()) }
}

/// Imports all of it or nothing.
pub async fn at_once(context: &Context, ready: ReadyImport) -> Result<()> {
    let ReadyImport { organization, collections, items, sent } = ready;
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let places = u32::try_from(collections.len()).unwrap_or(u32::MAX);
    demand_app(context, organization).await?;
    let read = tokio::task::spawn_blocking(move || {
        let parsed = parts_of(items).iter().map(|part| send::parse(part, places)).collect::<Result<Vec<Parsed>>>();
        Ok::<_, Error>((parsed?, pins::digest(&sent)?))
    });
    let (parts, file_hash) = read.await.map_err(|_| Error::Internal("reading an import failed"))??;
    let request = BeginImportRequest {
        organization,
        import: ImportId::make(),
        ticket: KeyTicketId::make(),
        format: FORMAT.to_owned(),
        file_hash,
        counts: ImportCounts { rows_read: count, ..ImportCounts::default() },
        items: count,
        parts: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        collections,
        reference: String::new(),
    };
    begin::check(&request)?;
    context
        .command((request, parts), |db, context, (request, parts)| {
            Box::pin(async move {
                let grant = access::taken_import(db, context, request.organization).await?;
                if grant.provider().is_some() {
                    let holder = (grant.user(), KeyPurpose::ImportWithApp);
                    if !store::key_tickets::consume_all(db, grant.organization(), holder, context.now()).await? {
                        return Err(not_lent());
                    }
                    // The app forgets the key when it fetches everything anew.
                    store::revisions::touch_user(db, grant.user(), context.now()).await?;
                }
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

/// In parts as a page sends them: neither too many items in one, nor too many bytes.
fn parts_of(items: Vec<ImportItem>) -> Vec<Vec<ImportItem>> {
    let (mut parts, mut bytes) = (vec![Vec::new()], 0);
    for item in items {
        bytes += item.content.len();
        if let Some(last) = parts.last()
            && !last.is_empty()
            && (last.len() >= PART_ITEMS_MAX || bytes > PART_BYTES_MAX)
        {
            bytes = item.content.len();
            parts.push(Vec::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push(item);
        }
    }
    parts
}

fn not_lent() -> Error {
    Error::refused(
        ErrorCode::Expired,
        "Your app has no key of this client. In the Provider Portal, open the client, Import, With an app; then sync and import within two minutes.",
    )
}
