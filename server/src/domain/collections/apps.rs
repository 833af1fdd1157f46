//! Collections in the hands of a member's app, which has the organization key and shows no page.

use super::{
    create::{New, write},
    people::{is_managed, set_groups, set_members},
    record::{check_name, event},
    ticket::{self, Holder},
};
use crate::{
    access::{self, CollectionAccess},
    domain::{Context, Error, Result, events},
    model::{
        access::Action,
        collection::{ACCESS_MAX, AccessChange, AccessGrant, CollectionAccessView, CollectionRequest, GroupAccessChange, GroupAccessGrant},
        event::EventKind,
        id::{CollectionId, OrganizationId},
        key::Ciphertext,
    },
    store::{self, Connection},
};

/// A collection as an app sends it: as a whole.
pub struct AppCollection {
    pub name: Ciphertext,
    pub access: Vec<AccessGrant>,
    pub groups: Vec<GroupAccessGrant>,
}

/// Makes a collection.
pub async fn create_as_member(context: &Context, organization: OrganizationId, new: AppCollection) -> Result<CollectionId> {
    check_name(&new.name)?;
    context
        .showing(organization)
        .command((organization, new), |db, context, (organization, new)| {
            Box::pin(async move {
                let client = access::taken_client(db, context, *organization, Action::ClientCollectionsCreate).await?;
                write(db, context, &client, New { name: &new.name, access: &new.access, groups: &new.groups, by: Holder::Membership }).await
            })
        })
        .await
}

/// A collection's name, and who has access to it, for those who decide about it.
pub async fn details(context: &Context, organization: OrganizationId, collection: CollectionId) -> Result<(Ciphertext, CollectionAccessView)> {
    let context = context.showing(organization);
    let mut db = context.read().await?;
    let (_, proof) = access::collection(&mut db, &context, organization, collection, Action::ClientCollectionsAccess).await?;
    let name = proof.name().clone();
    drop(db);
    Ok((name, super::people(&context, CollectionRequest { organization, collection }).await?))
}

/// Gives a collection this name, and access to these and to nobody else.
pub async fn replace_as_member(context: &Context, organization: OrganizationId, collection: CollectionId, new: AppCollection) -> Result<()> {
    check_name(&new.name)?;
    if new.access.len() > ACCESS_MAX || new.groups.len() > ACCESS_MAX {
        return Err(Error::field("access", "Give access to at most 500 members and 500 groups at once."));
    }
    context
        .showing(organization)
        .command((organization, collection, new), |db, context, (organization, collection, new)| {
            Box::pin(async move {
                access::take(db, context, *organization, Action::ClientCollectionsUpdate).await?;
                access::collection(db, context, *organization, *collection, Action::ClientCollectionsUpdate).await?;
                let (client, proof) = access::collection(db, context, *organization, *collection, Action::ClientCollectionsAccess).await?;
                ticket::demand(db, context, &client, Holder::Membership).await?;
                let was_managed = is_managed(db, &proof).await?;
                let (members, groups) = changes(db, &proof, new).await?;
                let mut noted = set_members(db, &client, &proof, &members).await?;
                noted.extend(set_groups(db, &client, &proof, &groups).await?);
                if was_managed && !is_managed(db, &proof).await? {
                    return Err(Error::conflict("Nobody would manage this collection any longer. Let another member or group manage it first."));
                }
                if *proof.name() != new.name {
                    store::collections::rename(db, &proof, &new.name).await?;
                    noted.push(event(&client, EventKind::CollectionUpdated, *collection).detail("Renamed"));
                }
                if noted.is_empty() {
                    return Ok(());
                }
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record_all(db, context, noted).await
            })
        })
        .await
}

/// From who has access to who is to have it.
async fn changes(db: &mut Connection, proof: &CollectionAccess, new: &AppCollection) -> Result<(Vec<AccessChange>, Vec<GroupAccessChange>)> {
    let gone = store::collections::people(db, proof).await?.into_iter().map(|row| row.member);
    let gone = gone.filter(|member| new.access.iter().all(|grant| grant.member != *member)).map(|member| AccessChange { member, level: None });
    let come = new.access.iter().map(|grant| AccessChange { member: grant.member, level: Some(grant.level) });
    let members = gone.chain(come).collect();
    let gone = store::collections::groups(db, proof).await?.into_iter().map(|row| row.group);
    let gone = gone.filter(|group| new.groups.iter().all(|grant| grant.group != *group)).map(|group| GroupAccessChange { group, level: None });
    let come = new.groups.iter().map(|grant| GroupAccessChange { group: grant.group, level: Some(grant.level) });
    Ok((members, gone.chain(come).collect()))
}
