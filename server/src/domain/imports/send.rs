use super::record::settled_already;
use crate::{
    access::{self, ImportGrant},
    domain::{Context, Error, Result, items::ItemContent},
    model::{
        import::{ImportItem, ImportState, PART_BYTES_MAX, PART_ITEMS_MAX, SendImportPartRequest},
        item::COLLECTIONS_MAX,
    },
    store::{
        self,
        imports::{ImportRow, NewItem, Part},
    },
};
use sha2::{Digest as _, Sha256};

const NOT_READABLE: &str = "An item of this import is not in the expected form. Reload the page and try again.";

/// Takes one part in. The same part again changes nothing.
pub async fn send(context: &Context, request: SendImportPartRequest) -> Result<()> {
    let SendImportPartRequest { organization, import, part, items } = request;
    // Nobody's items are looked at before it is known that he may send them.
    let mut db = context.read().await?;
    let grant = access::import(&mut db, context, organization).await?;
    let present = store::imports::find(&mut db, organization, import).await?.ok_or_else(Error::not_found)?;
    drop(db);
    demand_sending(&grant, &present)?;
    if part >= present.parts {
        return Err(Error::field("part", "This import was announced with fewer parts. Begin a new one."));
    }
    let parsed = tokio::task::spawn_blocking(move || parse(&items, present.collections)).await;
    let parsed = parsed.map_err(|_| Error::Internal("reading a part failed"))??;
    context
        .command((parsed, organization), move |db, context, (parsed, organization)| {
            Box::pin(async move {
                let grant = access::import(db, context, *organization).await?;
                let present = store::imports::take(db, grant.organization(), import).await?.ok_or_else(Error::not_found)?;
                demand_sending(&grant, &present)?;
                let new = Part { import, number: part, items: parsed.count, hash: &parsed.hash };
                if !store::imports::insert_part(db, &grant, &new).await? {
                    let kept = store::imports::part_hash(db, grant.organization(), import, part).await?;
                    return if kept.as_deref() == Some(parsed.hash.as_slice()) { Ok(()) } else { Err(another_part()) };
                }
                if store::imports::received_items(db, grant.organization(), import).await? > present.items {
                    return Err(Error::conflict("More items were sent than this import was announced with. Begin a new one."));
                }
                Ok(store::imports::insert_items(db, &grant, import, &parsed.items).await?)
            })
        })
        .await
}

fn another_part() -> Error {
    Error::conflict("This part of the import is here already with other items. Begin a new import.")
}

/// Whose import it is: the person's, in the capacity in which he began it.
pub(super) fn demand_own(grant: &ImportGrant, import: &ImportRow) -> Result<()> {
    if import.sender_id == grant.user() && import.provider_id == grant.provider() { Ok(()) } else { Err(Error::not_found()) }
}

fn demand_sending(grant: &ImportGrant, import: &ImportRow) -> Result<()> {
    demand_own(grant, import)?;
    match import.state {
        ImportState::Sending => Ok(()),
        ImportState::Held => Err(Error::conflict("This import is complete. Nothing can be added to it.")),
        _ => Err(settled_already(import)),
    }
}

/// A part that was looked at.
pub(super) struct Parsed {
    pub(super) items: Vec<NewItem>,
    pub(super) count: u32,
    pub(super) hash: Vec<u8>,
}

pub(super) fn parse(items: &[ImportItem], collections: u32) -> Result<Parsed> {
    if !(1..=PART_ITEMS_MAX).contains(&items.len()) {
        return Err(Error::field("items", "Send 1 to 500 items in one part."));
    }
    if items.iter().map(|item| item.content.len()).sum::<usize>() > PART_BYTES_MAX {
        return Err(Error::field("items", "This part is too large. Send at most 8 MB in one part."));
    }
    let text = serde_json::to_vec(items).map_err(|_| Error::Internal("a part that cannot be written down"))?;
    let read = items.iter().map(|item| {
        let mut places = item.collections.clone();
        places.sort_unstable();
        places.dedup();
        if places.is_empty() || places.len() > COLLECTIONS_MAX || places.iter().any(|place| u32::from(*place) >= collections) {
            return Err(Error::field("items", "An item is to go into no collection of this import, or into more than 100. Begin a new one."));
        }
        let sent = serde_json::from_str::<serde_json::Map<_, _>>(&item.content).map_err(|_| Error::field("items", NOT_READABLE))?;
        Ok(NewItem { content: ItemContent::parse(&sent)?, places })
    });
    let count = u32::try_from(items.len()).map_err(|_| Error::Internal("a part without end"))?;
    Ok(Parsed { items: read.collect::<Result<_>>()?, count, hash: Sha256::digest(text).to_vec() })
}
