use super::record::{event, level_words};
use crate::{
    access::{self, ClientAccess, CollectionAccess, MemberOf},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        groups::{demand_groups, granted},
        members::demand_members,
    },
    model::{
        access::{Action, Relation},
        collection::{
            ACCESS_MAX, AccessChange, AccessView, CollectionAccessView, CollectionRequest, GroupAccessChange, GroupAccessView, SetCollectionAccessRequest,
        },
        error::ErrorCode,
        event::EventKind,
        id::GroupId,
    },
    store::{self, Connection, Transaction, collections::PersonRow},
};

/// Who has access to a collection, for those who decide about it.
pub async fn people(context: &Context, request: CollectionRequest) -> Result<CollectionAccessView> {
    let mut db = context.read().await?;
    let (client, collection) = access::collection(&mut db, context, request.organization, request.collection, Action::ClientCollectionsAccess).await?;
    let view = |row: PersonRow| AccessView {
        member: row.member,
        name: row.name.unwrap_or_default(),
        email: row.email,
        role: row.role,
        status: row.status,
        level: row.level,
        is_me: row.user == Some(client.user()),
    };
    let people = store::collections::people(&mut db, &collection).await?.into_iter().map(view).collect();
    let rows = store::collections::groups(&mut db, &collection).await?;
    let mine = own_groups(&mut db, &client).await?;
    let groups = rows.into_iter().map(|row| GroupAccessView {
        group: row.group,
        name: row.name,
        members: row.members,
        level: row.level,
        is_mine: mine.contains(&row.group),
    });
    Ok(CollectionAccessView { people, groups: groups.collect() })
}

/// The groups in which the caller is, as a member.
async fn own_groups(db: &mut Connection, client: &ClientAccess) -> Result<Vec<GroupId>> {
    let Some(own) = client.membership().map(MemberOf::member) else { return Ok(Vec::new()) };
    Ok(store::groups::of_members(db, client.organization(), &[own]).await?.into_iter().map(|(_, group)| group.id).collect())
}

/// Changes who has access. Doing it again changes nothing.
pub async fn set_access(context: &Context, request: SetCollectionAccessRequest) -> Result<()> {
    let (members, groups) = (request.changes.len(), request.groups.len());
    if members > ACCESS_MAX || groups > ACCESS_MAX || members + groups == 0 {
        return Err(Error::field("changes", "Change the access of 1 to 500 members or groups at once."));
    }
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                access::take(db, context, request.organization, Action::ClientCollectionsAccess).await?;
                let (client, collection) = access::collection(db, context, request.organization, request.collection, Action::ClientCollectionsAccess).await?;
                demand_not_self(db, &client, request).await?;
                let was_managed = is_managed(db, &collection).await?;
                let mut noted = set_members(db, &client, &collection, &request.changes).await?;
                noted.extend(set_groups(db, &client, &collection, &request.groups).await?);
                if noted.is_empty() {
                    return Ok(());
                }
                if was_managed && !is_managed(db, &collection).await? {
                    return Err(Error::conflict("Nobody would manage this collection any longer. Let another member or group manage it first."));
                }
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record_all(db, context, noted).await
            })
        })
        .await
}

pub(super) async fn is_managed(db: &mut Connection, collection: &CollectionAccess) -> Result<bool> {
    Ok(store::collections::unmanaged(db, collection.organization(), &[collection.collection()]).await? == 0)
}

/// Gives members their new levels: what is to be written about it.
pub(super) async fn set_members(db: &mut Transaction, client: &ClientAccess, collection: &CollectionAccess, changes: &[AccessChange]) -> Result<Vec<NewEvent>> {
    demand_members(db, client, "access", &changes.iter().map(|change| change.member).collect::<Vec<_>>()).await?;
    let present = store::collections::people(db, collection).await?;
    let mut noted = Vec::new();
    for AccessChange { member, level } in changes {
        let before = present.iter().find(|person| person.member == *member).map(|person| person.level);
        if before == *level {
            continue;
        }
        let words = if let Some(level) = level {
            store::collections::set_level(db, collection, *member, *level).await?;
            level_words(*level)
        } else {
            store::collections::take_level(db, collection, *member).await?;
            "no access"
        };
        noted.push(event(client, EventKind::CollectionUpdated, collection.collection()).member(*member).detail(words));
    }
    Ok(noted)
}

/// The same for groups.
pub(super) async fn set_groups(
    db: &mut Transaction,
    client: &ClientAccess,
    collection: &CollectionAccess,
    changes: &[GroupAccessChange],
) -> Result<Vec<NewEvent>> {
    let named = demand_groups(db, client, &changes.iter().map(|change| change.group).collect::<Vec<_>>()).await?;
    let present = store::collections::groups(db, collection).await?;
    let mut noted = Vec::new();
    for GroupAccessChange { group, level } in changes {
        let before = present.iter().find(|row| row.group == *group).map(|row| row.level);
        if before == *level {
            continue;
        }
        store::collections::set_group_level(db, collection, *group, *level).await?;
        noted.extend(named.iter().find(|row| row.id == *group).map(|row| granted(client, row, collection.collection(), *level)));
    }
    Ok(noted)
}

/// A provider user who is also a member has what others gave him, and gives himself nothing: he would reach items by his own act alone.
async fn demand_not_self(db: &mut Connection, client: &ClientAccess, request: &SetCollectionAccessRequest) -> Result<()> {
    let (Relation::Provider(_), Some(own)) = (client.relation(), client.membership().map(MemberOf::member)) else { return Ok(()) };
    let groups = request.groups.iter().map(|change| change.group).collect::<Vec<_>>();
    let is_named = request.changes.iter().any(|change| change.member == own);
    if is_named || store::groups::has_member(db, client.organization(), &groups, own).await? {
        return Err(Error::refused(ErrorCode::Forbidden, "You cannot change your own access. Ask another admin to do it."));
    }
    Ok(())
}
