use super::{
    create::demand_members,
    record::{event, level_words, take},
};
use crate::{
    access::{self, ClientAccess},
    domain::{Context, Error, Result, events},
    model::{
        access::{Action, Relation},
        collection::{ACCESS_MAX, AccessChange, AccessView, CollectionRequest, SetCollectionAccessRequest},
        error::ErrorCode,
        event::EventKind,
    },
    store::{self, collections::PersonRow},
};

/// Who has access to a collection, for those who decide about it.
pub async fn people(context: &Context, request: CollectionRequest) -> Result<Vec<AccessView>> {
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
    Ok(store::collections::people(&mut db, &collection).await?.into_iter().map(view).collect())
}

/// Changes who has access. Doing it again changes nothing.
pub async fn set_access(context: &Context, request: SetCollectionAccessRequest) -> Result<()> {
    if !(1..=ACCESS_MAX).contains(&request.changes.len()) {
        return Err(Error::field("changes", "Change the access of 1 to 500 members at once."));
    }
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                take(db, context, request.organization, Action::ClientCollectionsAccess).await?;
                let (client, collection) = access::collection(db, context, request.organization, request.collection, Action::ClientCollectionsAccess).await?;
                let named = request.changes.iter().map(|change| change.member).collect::<Vec<_>>();
                demand_members(db, &client, &named).await?;
                demand_not_self(&client, &request.changes)?;
                let was_managed = store::collections::managers(db, &collection).await? > 0;
                let present = store::collections::people(db, &collection).await?;
                let mut noted = Vec::new();
                for AccessChange { member, level } in &request.changes {
                    let before = present.iter().find(|person| person.member == *member).map(|person| person.level);
                    if before == *level {
                        continue;
                    }
                    let words = if let Some(level) = level {
                        store::collections::set_level(db, &collection, *member, *level).await?;
                        level_words(*level)
                    } else {
                        store::collections::take_level(db, &collection, *member).await?;
                        "no access"
                    };
                    noted.push(event(&client, EventKind::CollectionUpdated, collection.collection()).member(*member).detail(words));
                }
                if noted.is_empty() {
                    return Ok(());
                }
                if was_managed && store::collections::managers(db, &collection).await? == 0 {
                    return Err(Error::conflict("Nobody would manage this collection any longer. Let another member manage it first."));
                }
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record_all(db, context, noted).await
            })
        })
        .await
}

/// A provider user who is also a member has what others gave him, and gives himself nothing: he would reach items by his own act alone.
fn demand_not_self(client: &ClientAccess, changes: &[AccessChange]) -> Result<()> {
    let own = client.membership().map(access::MemberOf::member);
    if matches!(client.relation(), Relation::Provider(_)) && changes.iter().any(|change| Some(change.member) == own) {
        return Err(Error::refused(ErrorCode::Forbidden, "You cannot change your own access. Ask another admin to do it."));
    }
    Ok(())
}
