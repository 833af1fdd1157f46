use super::{record::event, update::Changes};
use crate::{
    access,
    domain::{Context, Error, Result, events},
    model::{
        access::Action,
        event::EventKind,
        group::{CreateGroupRequest, GroupGrant, GroupGrantChange},
        id::GroupId,
    },
    store::{self, Transaction, idempotency::Claim},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// Makes a group.
pub async fn create(context: &Context, request: CreateGroupRequest) -> Result<GroupId> {
    let command = fingerprint(&request)?;
    context
        .command((request, command), |db, context, (request, command)| {
            Box::pin(async move {
                access::take(db, context, request.organization, Action::ClientGroupsWrite).await?;
                let user = context.session()?.user_id;
                match store::idempotency::claim(db, user, request.idempotency_key, command, context.now()).await? {
                    Claim::First => {}
                    Claim::Repeated { command: before, answer } if before == *command => {
                        return answer.parse().map_err(|_| Error::Internal("a kept answer that cannot be read"));
                    }
                    Claim::Repeated { .. } => {
                        return Err(Error::conflict("This form was already used to create another group. Close it and start again."));
                    }
                }
                let id = write(db, context, request).await?;
                store::idempotency::keep(db, user, request.idempotency_key, id.to_string()).await?;
                Ok(id)
            })
        })
        .await
}

async fn write(db: &mut Transaction, context: &Context, request: &CreateGroupRequest) -> Result<GroupId> {
    let client = access::client(db, context, request.organization, Action::ClientGroupsWrite).await?;
    let id = GroupId::make();
    store::groups::insert(db, &client, id, &request.name, context.now()).await?;
    let (client, group) = access::group(db, context, request.organization, id, Action::ClientGroupsWrite).await?;
    let mut noted = vec![event(&client, EventKind::GroupCreated, &group)];
    let grant = |grant: &GroupGrant| GroupGrantChange { collection: grant.collection, level: Some(grant.level) };
    let collections = request.collections.iter().map(grant).collect::<Vec<_>>();
    let changes = Changes { add: &request.members, remove: &[], collections: &collections };
    noted.extend(changes.apply(db, context, &client, &group).await?);
    store::revisions::touch_organization(db, client.organization(), context.now()).await?;
    events::record_all(db, context, noted).await?;
    Ok(id)
}

/// What makes two calls the same.
fn fingerprint(request: &CreateGroupRequest) -> Result<String> {
    let CreateGroupRequest { organization, idempotency_key: _, name, members, collections } = request;
    let text = serde_json::to_vec(&("groups/create", organization, name, members, collections))
        .map_err(|_| Error::Internal("a request that cannot be written down"))?;
    Ok(URL_SAFE_NO_PAD.encode(Sha256::digest(text)))
}
