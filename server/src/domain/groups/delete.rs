use super::record::{Managed, event};
use crate::{
    access,
    domain::{Context, Error, Result, events},
    model::{access::Action, event::EventKind, group::GroupRequest},
    store,
};

/// Deletes a group. Who is in it stays a member, without what the group gave.
pub async fn delete(context: &Context, request: GroupRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                access::take(db, context, request.organization, Action::ClientGroupsWrite).await?;
                let (client, group) = access::group(db, context, request.organization, request.group, Action::ClientGroupsWrite).await?;
                let managed = Managed::by(db, &group).await?;
                if !store::groups::delete(db, &group).await? {
                    return Err(Error::not_found());
                }
                managed.demand_kept(db, &group).await?;
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                events::record(db, context, event(&client, EventKind::GroupDeleted, &group)).await
            })
        })
        .await
}
