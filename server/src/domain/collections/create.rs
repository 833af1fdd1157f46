use super::{
    record::{check_name, event, level_words},
    ticket::{self, Holder},
};
use crate::{
    access::{self, ClientAccess},
    domain::{
        Context, Error, Result, events,
        groups::{demand_groups, granted},
        members::demand_members,
    },
    model::{
        access::{Action, Relation},
        collection::{ACCESS_MAX, AccessGrant, AccessLevel, CreateCollectionRequest, GroupAccessGrant},
        event::EventKind,
        id::CollectionId,
        key::Ciphertext,
    },
    store::{self, Connection, Transaction, collections::NewCollection, idempotency::Claim},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// Makes a collection that somebody manages.
pub async fn create(context: &Context, request: CreateCollectionRequest) -> Result<CollectionId> {
    check_name(&request.name)?;
    let command = fingerprint(&request)?;
    context
        .command((request, command), |db, context, (request, command)| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientCollectionsCreate).await?;
                match store::idempotency::claim(db, client.user(), request.idempotency_key, command, context.now()).await? {
                    Claim::First => {}
                    Claim::Repeated { command: before, answer } if before == *command => {
                        return answer.parse().map_err(|_| Error::Internal("a kept answer that cannot be read"));
                    }
                    Claim::Repeated { .. } => {
                        return Err(Error::conflict("This form was already used to create another collection. Close it and start again."));
                    }
                }
                let new = New { name: &request.name, access: &request.access, groups: &request.groups, by: Holder::Ticket(request.ticket) };
                let id = write(db, context, &client, new).await?;
                store::idempotency::keep(db, client.user(), request.idempotency_key, id.to_string()).await?;
                Ok(id)
            })
        })
        .await
}

/// What is to be made, and by whom.
pub(super) struct New<'r> {
    pub(super) name: &'r Ciphertext,
    pub(super) access: &'r [AccessGrant],
    pub(super) groups: &'r [GroupAccessGrant],
    pub(super) by: Holder,
}

/// Makes a collection, and writes it down.
pub(super) async fn write(db: &mut Transaction, context: &Context, client: &ClientAccess, request: New<'_>) -> Result<CollectionId> {
    let access = grants(db, client, &request).await?;
    let groups = demand_groups(db, client, &request.groups.iter().map(|grant| grant.group).collect::<Vec<_>>()).await?;
    ticket::demand(db, context, client, request.by).await?;
    let id = CollectionId::make();
    let new = NewCollection { id, name: request.name, access: &access, groups: request.groups };
    store::collections::insert(db, client, &new, context.now()).await?;
    if store::collections::unmanaged(db, client.organization(), &[id]).await? > 0 {
        return Err(Error::field("access", "Choose at least one member who manages the collection, or a group with somebody in it."));
    }
    store::revisions::touch_organization(db, client.organization(), context.now()).await?;
    let given = |grant: &AccessGrant| event(client, EventKind::CollectionUpdated, id).member(grant.member).detail(level_words(grant.level));
    let mut noted = vec![event(client, EventKind::CollectionCreated, id)];
    noted.extend(access.iter().map(given));
    for grant in request.groups {
        noted.extend(groups.iter().find(|group| group.id == grant.group).map(|group| granted(client, group, id, Some(grant.level))));
    }
    events::record_all(db, context, noted).await?;
    Ok(id)
}

/// The grants of a new collection to members of the organization, each once.
async fn grants(db: &mut Connection, client: &ClientAccess, request: &New<'_>) -> Result<Vec<AccessGrant>> {
    if request.access.len() > ACCESS_MAX || request.groups.len() > ACCESS_MAX {
        return Err(Error::field("access", "Give access to at most 500 members and 500 groups at once."));
    }
    let mut access = request.access.to_vec();
    if let (true, Relation::Member(..), Some(own)) = (access.is_empty() && request.groups.is_empty(), client.relation(), client.membership()) {
        access.push(AccessGrant { member: own.member(), level: AccessLevel::Manage });
    }
    demand_members(db, client, "access", &access.iter().map(|grant| grant.member).collect::<Vec<_>>()).await?;
    Ok(access)
}

/// What makes two calls the same. The ticket is used up by the first.
fn fingerprint(request: &CreateCollectionRequest) -> Result<String> {
    let CreateCollectionRequest { organization, idempotency_key: _, ticket: _, name, access, groups } = request;
    let text = serde_json::to_vec(&("collections/create", organization, name, access, groups))
        .map_err(|_| Error::Internal("a request that cannot be written down"))?;
    Ok(URL_SAFE_NO_PAD.encode(Sha256::digest(text)))
}
