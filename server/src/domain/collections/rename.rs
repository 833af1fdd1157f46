use super::{
    record::{check_name, event},
    ticket::{self, Holder},
};
use crate::{
    access,
    domain::{Context, Error, Result, events},
    model::{
        access::Action,
        collection::{RENAMES_MAX, Rename, RenameCollectionsRequest},
        event::EventKind,
    },
    store,
};

/// Renames collections, all or none. Doing it again changes nothing.
pub async fn rename(context: &Context, request: RenameCollectionsRequest) -> Result<()> {
    check(&request.renames)?;
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let ids = request.renames.iter().map(|rename| rename.collection).collect::<Vec<_>>();
                access::take(db, context, request.organization, Action::ClientCollectionsUpdate).await?;
                let (client, proofs) = access::collections(db, context, request.organization, &ids, Action::ClientCollectionsUpdate).await?;
                let pairs = proofs.iter().zip(&request.renames);
                if pairs.clone().all(|(proof, rename)| *proof.name() == rename.name) {
                    return Ok(());
                }
                let changed = || Error::conflict("Somebody else has renamed a collection meanwhile. Look at the list again, then rename it.");
                if pairs.clone().any(|(proof, rename)| *proof.name() != rename.was) {
                    return Err(changed());
                }
                ticket::demand(db, context, &client, Holder::Ticket(request.ticket)).await?;
                let mut noted = Vec::with_capacity(ids.len());
                for (proof, rename) in pairs {
                    if !store::collections::rename(db, proof, &rename.name).await? {
                        return Err(changed());
                    }
                    noted.push(event(&client, EventKind::CollectionUpdated, rename.collection).detail("Renamed"));
                }
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record_all(db, context, noted).await
            })
        })
        .await
}

fn check(renames: &[Rename]) -> Result<()> {
    if !(1..=RENAMES_MAX).contains(&renames.len()) {
        return Err(Error::field("renames", "Rename 1 to 500 collections at once."));
    }
    renames.iter().try_for_each(|rename| check_name(&rename.name))?;
    let mut ids = renames.iter().map(|rename| rename.collection).collect::<Vec<_>>();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() == renames.len() { Ok(()) } else { Err(Error::field("renames", "A collection is named twice. Name each once.")) }
}
