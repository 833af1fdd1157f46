use super::{record::settled_already, send};
use crate::{
    access::{self, ImportGrant},
    domain::{Context, Error, Result},
    model::{
        error::ErrorCode,
        id::CollectionId,
        import::{
            BeginImportRequest, IMPORT_COLLECTIONS_MAX, IMPORT_ITEMS_MAX, IMPORT_PARTS_MAX, ImportCollection, ImportProgress, ImportState, PART_ITEMS_MAX,
        },
        organization::KeyPurpose,
    },
    store::{
        self, Connection, Transaction,
        imports::{ImportRow, NewCollection, NewImport},
    },
};
use sha2::{Digest as _, Sha256};

/// The most imports that one person has under way in an organization.
const UNFINISHED: u32 = 5;
const FORMAT_MAX: usize = 40;
const REFERENCE_MAX: usize = 100;
/// As long as an item's name may be.
const NAME_MAX: usize = 1_000;

/// Announces an import. The same announcement again tells what has arrived.
pub async fn begin(context: &Context, request: BeginImportRequest) -> Result<ImportProgress> {
    check(&request)?;
    let announced = hash(&request)?;
    context
        .command((request, announced), |db, context, (request, announced)| {
            Box::pin(async move {
                let grant = access::taken_import(db, context, request.organization).await?;
                if let Some(present) = store::imports::find(db, grant.organization(), request.import).await? {
                    return progress(db, &grant, &present, announced).await;
                }
                announce(db, context, &grant, request, announced).await?;
                let holder = (grant.user(), KeyPurpose::Import);
                if !store::key_tickets::consume(db, grant.organization(), request.ticket, holder, context.now()).await? {
                    return Err(Error::refused(ErrorCode::Expired, "The organization key was handed out too long ago, or was used already. Try again."));
                }
                Ok(ImportProgress { received: Vec::new() })
            })
        })
        .await
}

/// Writes down an import that was not announced before.
pub(super) async fn announce(db: &mut Transaction, context: &Context, grant: &ImportGrant, request: &BeginImportRequest, announced: &[u8]) -> Result<()> {
    demand_collections(db, grant, &request.collections).await?;
    if store::imports::unfinished(db, grant.organization(), grant.user()).await? >= UNFINISHED {
        return Err(Error::conflict("You have five imports under way here. Finish one of them, or wait: one that is not finished goes after a day."));
    }
    let organization = store::organizations::find(db, grant.organization()).await?.ok_or_else(Error::not_found)?;
    let provider = organization.provider.filter(|provider| Some(provider.id) == grant.provider());
    let collection = |collection: &ImportCollection| match collection {
        ImportCollection::Existing(id) => NewCollection { id: *id, name: None },
        ImportCollection::New(name) => NewCollection { id: CollectionId::make(), name: Some(name.clone()) },
    };
    let new = NewImport {
        request,
        collections: &request.collections.iter().map(collection).collect::<Vec<_>>(),
        announced: announced.to_vec(),
        sender: &context.session()?.name,
        provider: provider.as_ref().map(|provider| provider.name.as_str()),
    };
    // The id is another organization's.
    if store::imports::insert(db, grant, &new, context.now()).await? { Ok(()) } else { Err(Error::not_found()) }
}

async fn progress(db: &mut Connection, grant: &ImportGrant, present: &ImportRow, announced: &[u8]) -> Result<ImportProgress> {
    send::demand_own(grant, present)?;
    if present.announced != announced {
        return Err(Error::conflict("Another import was announced under this id. Begin a new one."));
    }
    match present.state {
        ImportState::Sending => Ok(ImportProgress { received: store::imports::parts(db, grant.organization(), present.id).await? }),
        ImportState::Held | ImportState::Accepted => Ok(ImportProgress { received: (0..present.parts).collect() }),
        ImportState::Discarded | ImportState::Withdrawn => Err(settled_already(present)),
    }
}

/// What makes two announcements the same. The ticket is another one after an interruption.
pub(super) fn hash(request: &BeginImportRequest) -> Result<Vec<u8>> {
    let BeginImportRequest { organization: _, import: _, ticket: _, format, file_hash, counts, items, parts, collections, reference } = request;
    let text = serde_json::to_vec(&(format, file_hash, counts, items, parts, collections, reference));
    Ok(Sha256::digest(text.map_err(|_| Error::Internal("an announcement that cannot be written down"))?).to_vec())
}

pub(super) fn check(request: &BeginImportRequest) -> Result<()> {
    let BeginImportRequest { items, parts, .. } = *request;
    if !(1..=IMPORT_ITEMS_MAX).contains(&items) {
        return Err(Error::field("items", "Import 1 to 20,000 items at once."));
    }
    let part = u32::try_from(PART_ITEMS_MAX).unwrap_or(u32::MAX);
    if !(items.div_ceil(part)..=IMPORT_PARTS_MAX.min(items)).contains(&parts) {
        return Err(Error::field("parts", "Send 1 to 200 parts, each with 1 to 500 items."));
    }
    if !(1..=IMPORT_COLLECTIONS_MAX).contains(&request.collections.len()) {
        return Err(Error::field("collections", "Choose 1 to 500 collections for the items."));
    }
    for collection in &request.collections {
        if let ImportCollection::New(name) = collection {
            if name.is_sealed() {
                return Err(Error::field("collections", "The name of a collection is not encrypted as it must be. Reload the page and try again."));
            }
            if name.as_str().len() > NAME_MAX {
                return Err(Error::field("collections", "The name of a collection is too long. Use a shorter one."));
            }
        }
    }
    let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(1..=FORMAT_MAX).contains(&request.format.len()) || !request.format.bytes().all(is_id) {
        return Err(Error::field("format", "The format of the file is not named as expected. Reload the page and try again."));
    }
    if request.reference.chars().count() > REFERENCE_MAX || request.reference.chars().any(char::is_control) {
        return Err(Error::field("reference", "Use at most 100 characters in one line for the reference."));
    }
    Ok(())
}

/// Demands that items may go into the collections that are there: into those that the member may edit, and for a plain member into
/// those that he manages, and no new ones. What is sent for a provider goes into new ones alone, so that it can be discarded as a whole.
async fn demand_collections(db: &mut Connection, grant: &ImportGrant, named: &[ImportCollection]) -> Result<()> {
    let existing = |collection: &ImportCollection| match collection {
        ImportCollection::Existing(id) => Some(*id),
        ImportCollection::New(_) => None,
    };
    let mut ids = named.iter().filter_map(existing).collect::<Vec<_>>();
    let makes_some = ids.len() < named.len();
    ids.sort_unstable();
    ids.dedup();
    let member = match (grant.provider(), grant.member()) {
        (None, Some(member)) => member,
        _ if ids.is_empty() => return Ok(()),
        _ => {
            let present = store::collections::present(db, grant.organization(), &ids).await?;
            return Err(if present.len() == ids.len() { in_its_own() } else { Error::not_found() });
        }
    };
    let grants = store::collections::grants(db, grant.organization(), member, &ids).await?;
    if grants.len() < ids.len() {
        return Err(Error::not_found());
    }
    if grant.limited_to().is_some() && (makes_some || grants.iter().any(|grant| !grant.may_manage)) {
        return Err(beyond_grants());
    }
    if grants.iter().any(|grant| !grant.may_edit) { Err(view_only()) } else { Ok(()) }
}

fn in_its_own() -> Error {
    Error::refused(ErrorCode::Forbidden, "What a provider sends goes into new collections, so that the client can discard it as a whole. Choose a new one.")
}

pub(super) fn view_only() -> Error {
    Error::refused(ErrorCode::Forbidden, "You can only view the items of a collection that this import goes into. Choose another one.")
}

pub(super) fn beyond_grants() -> Error {
    Error::refused(ErrorCode::Forbidden, "You can only import into collections that you manage. Choose one of them, or ask an admin.")
}
