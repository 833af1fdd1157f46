use super::{
    record::{Actor, event, settled_already},
    view::{Viewer, settled},
};
use crate::{
    access,
    domain::{Context, Error, Result, events},
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        import::{ImportRequest, ImportState, ImportView},
    },
    store::{self, imports::Settled},
};

/// Takes an import back, or discards one. Its items are deleted; the receipt stays.
pub async fn withdraw(context: &Context, request: ImportRequest) -> Result<ImportView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientImportWithdraw).await?;
                let id = client.organization();
                let mut import = store::imports::take(db, id, request.import).await?.ok_or_else(Error::not_found)?;
                if client.acting_provider().is_some_and(|provider| import.provider_id != Some(provider)) {
                    return Err(Error::not_found());
                }
                if client.acting_provider().is_some() && import.sender_id != client.user() {
                    return Err(Error::refused(ErrorCode::Forbidden, "Only the person who sent this import can take it back, or the client's own people."));
                }
                if !Viewer::of(&client).may_withdraw(&import) {
                    return Err(settled_already(&import));
                }
                let is_own = import.sender_id == client.user();
                let (state, kind) =
                    if is_own { (ImportState::Withdrawn, EventKind::ImportWithdrawn) } else { (ImportState::Discarded, EventKind::ImportDiscarded) };
                let by = &context.session()?.name;
                if !store::imports::settle(db, id, &import, &Settled { state, by, duplicates: None }, context.now()).await? {
                    return Err(Error::Internal("an import that changed while it was held"));
                }
                store::imports::clear(db, id, import.id).await?;
                let organization = store::organizations::find(db, id).await?.ok_or_else(Error::not_found)?;
                let actor = Actor { user: client.user(), provider: client.acting_provider() };
                events::record(db, context, event(kind, actor, id, &organization, &import)).await?;
                import.state = state;
                import.decided_at = Some(context.now());
                import.decided_by = Some(by.clone());
                Ok(settled(import))
            })
        })
        .await
}
