use super::{
    begin::view_only,
    record::{Actor, event, settled_already},
    view::settled,
};
use crate::{
    access::{self, ItemAccess},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        items::{
            guard::{self, Of, Wish},
            in_full,
        },
    },
    model::{
        access::Action,
        event::EventKind,
        id::{ItemId, OrganizationId},
        import::{AcceptImportRequest, HeldItem, HeldItems, HeldItemsRequest, ImportCollection, ImportState, ImportView},
    },
    store::{
        self, Transaction, cursor,
        imports::{HeldRow, ImportRow, Settled, StagedCollection},
    },
};

const fn wish(organization: OrganizationId, words: &'static str) -> Wish {
    Wish { of: Of::Shown(organization), action: Action::ClientImportAccept, words }
}

/// Items of a held import, for those who decide about it.
pub async fn items(context: &Context, request: HeldItemsRequest) -> Result<HeldItems> {
    let (mut db, access) = guard::query(context, wish(request.organization, "read an import")).await?;
    let import = store::imports::find(&mut db, access.organization(), request.import).await?.ok_or_else(Error::not_found)?;
    demand_held(&import)?;
    let list = ("held items", access.organization(), import.id);
    let after = request.cursor.map(|cursor| cursor::parse::<ItemId>(&list, &cursor)).transpose()?;
    let (rows, has_more) = store::imports::held(&mut db, &access, import.id, after).await?;
    let next = match rows.last() {
        Some(last) if has_more => Some(cursor::make(&list, &last.id)?),
        _ => None,
    };
    let collection = |staged: StagedCollection| staged.name.map_or(ImportCollection::Existing(staged.id), ImportCollection::New);
    let collections = store::imports::collections(&mut db, &access, import.id).await?;
    Ok(HeldItems { collections: collections.into_iter().map(collection).collect(), rows: rows.into_iter().map(held_item).collect::<Result<_>>()?, next })
}

fn held_item(row: HeldRow) -> Result<HeldItem> {
    Ok(HeldItem { id: row.id, collections: row.places, content: in_full(row.kind, &row.data, &[])? })
}

/// Puts the items of a held import into the vault, but for those that are there already.
pub async fn accept(context: &Context, request: AcceptImportRequest) -> Result<ImportView> {
    let wish = wish(request.organization, "accept an import");
    guard::command(context, wish, request, |db, context, access, request| {
        Box::pin(async move {
            let access = &access::taken_items(db, context, access, Action::ClientImportAccept).await?;
            let import = store::imports::take(db, access.organization(), request.import).await?.ok_or_else(Error::not_found)?;
            demand_held(&import)?;
            Ok(settled(put_into_vault(db, context, access, import, &request.duplicates).await?))
        })
    })
    .await
}

fn demand_held(import: &ImportRow) -> Result<()> {
    if import.state == ImportState::Held { Ok(()) } else { Err(settled_already(import)) }
}

/// Moves the items of a held import into the vault, makes its new collections and ends it.
pub(super) async fn put_into_vault(
    db: &mut Transaction,
    context: &Context,
    access: &ItemAccess,
    mut import: ImportRow,
    duplicates: &[ItemId],
) -> Result<ImportRow> {
    let id = access.organization();
    if store::imports::is_collection_gone(db, access, import.id).await? {
        return Err(Error::conflict("A collection that this import goes into has been deleted. Discard the import, and have it sent again."));
    }
    if store::imports::goes_beyond_edits(db, access, import.id).await? {
        return Err(view_only());
    }
    let mut duplicates = duplicates.to_vec();
    duplicates.sort_unstable();
    duplicates.dedup();
    let dropped = store::imports::drop_items(db, access, import.id, &duplicates).await?;
    if usize::try_from(dropped).ok() != Some(duplicates.len()) {
        return Err(Error::not_found());
    }
    let dropped = u32::try_from(dropped).map_err(|_| Error::Internal("an import without end"))?;
    let new = store::imports::collections(db, access, import.id).await?.into_iter().filter(|collection| collection.name.is_some());
    // Of an import that was in the vault already nothing is left to make collections for.
    let new = if dropped == import.items { Vec::new() } else { new.collect::<Vec<_>>() };
    if !new.is_empty() {
        store::imports::make_collections(db, access, import.id, context.now()).await?;
    }
    store::imports::move_items(db, access, import.id, context.now()).await?;
    store::imports::clear(db, id, import.id).await?;
    let by = &context.session()?.name;
    let to = Settled { state: ImportState::Accepted, by, duplicates: Some(dropped) };
    if !store::imports::settle(db, id, &import, &to, context.now()).await? {
        return Err(Error::Internal("an import that changed while it was held"));
    }
    import.state = ImportState::Accepted;
    import.decided_at = Some(context.now());
    import.decided_by = Some(by.clone());
    import.duplicates = Some(dropped);
    store::revisions::touch_organization(db, id, context.now()).await?;
    let organization = store::organizations::find(db, id).await?.ok_or_else(Error::not_found)?;
    let collection = |collection: &StagedCollection| NewEvent {
        organization: Some(id),
        actor: Some(access.user()),
        collection: Some(collection.id),
        ..NewEvent::new(EventKind::CollectionCreated, "Collection")
    };
    let mut noted = vec![event(EventKind::ImportAccepted, Actor { user: access.user(), provider: None }, id, &organization, &import)];
    noted.extend(new.iter().map(|new| collection(new).detail("By an import")));
    events::record_all(db, context, noted).await?;
    Ok(import)
}
