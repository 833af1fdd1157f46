use super::record::{Managed, event, granted};
use crate::{
    access::{self, ClientAccess, GroupAccess, MemberOf},
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        members::demand_members,
    },
    model::{
        access::{Action, Relation},
        error::ErrorCode,
        event::EventKind,
        group::{GroupGrantChange, NAMED_MAX, UpdateGroupRequest},
        id::MemberId,
    },
    store::{self, Transaction, groups::NamedRow},
};

/// Changes a group, all of it or nothing. Doing it again changes nothing.
pub async fn update(context: &Context, request: UpdateGroupRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                access::take(db, context, request.organization, Action::ClientGroupsWrite).await?;
                let (client, group) = access::group(db, context, request.organization, request.group, Action::ClientGroupsWrite).await?;
                let managed = Managed::by(db, &group).await?;
                let changes = Changes { add: &request.add, remove: &request.remove, collections: &request.collections };
                let mut noted = changes.apply(db, context, &client, &group).await?;
                managed.demand_kept(db, &group).await?;
                if let Some(name) = request.name.as_ref().filter(|name| name.as_str() != group.name()) {
                    store::groups::rename(db, &group, name).await?;
                    noted.push(event(&client, EventKind::GroupUpdated, &group).detail(format!("Renamed to {name}")));
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

/// Who comes into a group and goes, and what becomes of its access.
pub(super) struct Changes<'r> {
    pub(super) add: &'r [MemberId],
    pub(super) remove: &'r [MemberId],
    pub(super) collections: &'r [GroupGrantChange],
}

impl Changes<'_> {
    /// Makes the changes, as far as they are any: what is to be written about them.
    pub(super) async fn apply(&self, db: &mut Transaction, context: &Context, client: &ClientAccess, group: &GroupAccess) -> Result<Vec<NewEvent>> {
        if [self.add.len(), self.remove.len(), self.collections.len()].iter().any(|length| *length > NAMED_MAX) {
            return Err(Error::field("members", "Change at most 500 members and 500 collections at once."));
        }
        let joins = self.joins(db, client, group).await?;
        let mut noted = self.grant(db, context, client, group).await?;
        if joins {
            demand_own_reach(db, context, client, group).await?;
        }
        let named = [self.add, self.remove].concat();
        let members = demand_members(db, client, "members", &named).await?;
        for (at, id) in named.iter().enumerate() {
            let comes = at < self.add.len();
            let is_done = if comes { store::groups::add(db, group, *id).await? } else { store::groups::remove(db, group, *id).await? };
            if let Some(member) = members.iter().find(|member| is_done && member.id == *id) {
                let detail = format!("{} {}", if comes { "Into" } else { "Out of" }, group.name());
                let event = NewEvent::in_client(client, EventKind::MemberGroupsChanged, &member.email).member(member.id).detail(detail);
                noted.push(NewEvent { group: Some(group.group()), ..event });
            }
        }
        Ok(noted)
    }

    /// Whether the caller puts himself into the group. A provider user who is also a member has what others gave him, and gives
    /// himself nothing: he would reach items by his own act alone.
    async fn joins(&self, db: &mut Transaction, client: &ClientAccess, group: &GroupAccess) -> Result<bool> {
        let Some(own) = client.membership().map(MemberOf::member) else { return Ok(false) };
        let is_in = store::groups::has_member(db, group.organization(), &[group.group()], own).await?;
        let joins = !is_in && self.add.contains(&own);
        if matches!(client.relation(), Relation::Provider(_)) && (joins || (is_in && !self.collections.is_empty())) {
            return Err(Error::refused(ErrorCode::Forbidden, "You cannot change your own access. Ask another admin to do it."));
        }
        Ok(joins)
    }

    async fn grant(&self, db: &mut Transaction, context: &Context, client: &ClientAccess, group: &GroupAccess) -> Result<Vec<NewEvent>> {
        let mut ids = self.collections.iter().map(|change| change.collection).collect::<Vec<_>>();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() != self.collections.len() {
            return Err(Error::field("collections", "A collection is named twice. Name each once."));
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (_, proofs) = access::collections(db, context, client.organization(), &ids, Action::ClientCollectionsAccess).await?;
        let before = store::groups::collections(db, group).await?;
        let named = NamedRow { id: group.group(), name: group.name().to_owned() };
        let mut noted = Vec::new();
        for GroupGrantChange { collection, level } in self.collections {
            let proof = proofs.iter().find(|proof| proof.collection() == *collection).ok_or(Error::Internal("a collection without a proof"))?;
            if before.iter().find(|(id, _)| id == collection).map(|(_, level)| *level) == *level {
                continue;
            }
            store::collections::set_group_level(db, proof, group.group(), *level).await?;
            noted.push(granted(client, &named, *collection, *level));
        }
        Ok(noted)
    }
}

/// Whoever puts himself into a group decides about the access to each of its collections: he gets no more than he could give himself.
async fn demand_own_reach(db: &mut Transaction, context: &Context, client: &ClientAccess, group: &GroupAccess) -> Result<()> {
    let ids = store::groups::collections(db, group).await?.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    if ids.is_empty() {
        return Ok(());
    }
    match access::collections(db, context, client.organization(), &ids, Action::ClientCollectionsAccess).await {
        Ok(_) => Ok(()),
        Err(Error::Refused(_)) => {
            Err(Error::refused(ErrorCode::Forbidden, "This group has access to collections that you do not manage. Ask another admin to put you into it."))
        }
        Err(error) => Err(error),
    }
}
