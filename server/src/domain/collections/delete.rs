use super::record::event;
use crate::{
    access,
    domain::{Context, Error, Result, events},
    model::{
        access::{Action, Relation},
        collection::CollectionRequest,
        event::EventKind,
    },
    store,
};

/// Deletes a collection and the grants to it. Items that were in no other one stay in the vault, in no collection.
pub async fn delete(context: &Context, request: CollectionRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                access::take(db, context, request.organization, Action::ClientCollectionsDelete).await?;
                let (client, collection) = access::collection(db, context, request.organization, request.collection, Action::ClientCollectionsDelete).await?;
                store::collections::hold(db, &collection).await?;
                // Taking items out of a collection is managing items, which a provider user may not do.
                if matches!(client.relation(), Relation::Provider(_)) && store::collections::has_items(db, &collection).await? {
                    return Err(Error::conflict(
                        "There are items in this collection, which provider users cannot move. Ask somebody of the client to delete it.",
                    ));
                }
                if !store::collections::delete(db, &collection).await? {
                    return Err(Error::not_found());
                }
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record(db, context, event(&client, EventKind::CollectionDeleted, collection.collection())).await
            })
        })
        .await
}
