use super::{
    accept::put_into_vault,
    begin::beyond_grants,
    receipt,
    record::{Actor, event, settled_already},
    send::demand_own,
    view::Viewer,
};
use crate::{
    access::{self, ImportGrant, ItemAnswer},
    domain::{Context, Error, Result, events},
    model::{
        access::Action,
        event::EventKind,
        import::{ImportRequest, ImportState, ImportView},
    },
    store::{self, Connection, Transaction, imports::ImportRow},
};

/// The most missing parts that are named.
const NAMED: usize = 10;

/// Completes an import. A provider user's is held; that of the organization's own people is in the vault at once.
pub async fn finish(context: &Context, request: ImportRequest) -> Result<ImportView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let grant = access::taken_import(db, context, request.organization).await?;
                let import = store::imports::take(db, grant.organization(), request.import).await?.ok_or_else(Error::not_found)?;
                demand_own(&grant, &import)?;
                match import.state {
                    ImportState::Sending => {}
                    ImportState::Held | ImportState::Accepted => return Ok(Viewer::of(grant.client()).view(import)),
                    ImportState::Discarded | ImportState::Withdrawn => return Err(settled_already(&import)),
                }
                let import = complete(db, context, &grant, import).await?;
                Ok(Viewer::of(grant.client()).view(import))
            })
        })
        .await
}

/// Completes an import of which everything is here.
pub(super) async fn complete(db: &mut Transaction, context: &Context, grant: &ImportGrant, mut import: ImportRow) -> Result<ImportRow> {
    demand_complete(db, grant, &import).await?;
    if let Some(member) = grant.limited_to()
        && store::imports::goes_beyond_grants(db, grant.organization(), import.id, member).await?
    {
        return Err(beyond_grants());
    }
    import.kinds = store::imports::kinds(db, grant.organization(), import.id).await?;
    import.completed_at = Some(context.now());
    import.signature = Some(receipt::sign(context.instance(), grant.organization(), &import)?);
    if !store::imports::complete(db, grant, &import).await? {
        return Err(Error::Internal("an import that changed while it was held"));
    }
    import.state = ImportState::Held;
    let organization = store::organizations::find(db, grant.organization()).await?.ok_or_else(Error::not_found)?;
    let actor = Actor { user: grant.user(), provider: grant.provider() };
    events::record(db, context, event(EventKind::ImportReceived, actor, grant.organization(), &organization, &import)).await?;
    if grant.provider().is_some() {
        return Ok(import);
    }
    match access::items(db, context, grant.organization(), Action::ClientImport).await? {
        ItemAnswer::Granted(access) => put_into_vault(db, context, &access, import, &[]).await,
        ItemAnswer::Restricted { error, .. } => Err(error),
    }
}

/// Demands all parts, and as many items in them as were announced.
async fn demand_complete(db: &mut Connection, grant: &ImportGrant, import: &ImportRow) -> Result<()> {
    let parts = store::imports::parts(db, grant.organization(), import.id).await?;
    let missing = (0..import.parts).filter(|part| parts.binary_search(part).is_err()).collect::<Vec<_>>();
    if !missing.is_empty() {
        let named = missing.iter().take(NAMED).map(|part| (part + 1).to_string()).collect::<Vec<_>>().join(", ");
        let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
        let which = if missing.len() == 1 { "Part" } else { "Parts" };
        return Err(Error::conflict(format!("{which} {named}{more} of {} of this import did not arrive. Send what is missing.", import.parts)));
    }
    let items = store::imports::received_items(db, grant.organization(), import.id).await?;
    if items == import.items {
        Ok(())
    } else {
        Err(Error::conflict(format!("This import was announced with {} items, and {items} arrived. Begin a new one.", import.items)))
    }
}
