//! What is written about groups, and what their commands have in common.

use crate::{
    access::{ClientAccess, GroupAccess},
    domain::{Error, Result, collections::level_words, events::NewEvent},
    model::{
        collection::AccessLevel,
        event::EventKind,
        id::{CollectionId, GroupId},
    },
    store::{self, Connection, groups::NamedRow},
};

/// An event about a group.
pub(super) fn event(client: &ClientAccess, kind: EventKind, group: &GroupAccess) -> NewEvent {
    NewEvent { group: Some(group.group()), ..NewEvent::in_client(client, kind, group.name()) }
}

/// The event of a group that was given access to a collection, or had it taken away. The collection's name is not known here.
pub(in crate::domain) fn granted(client: &ClientAccess, group: &NamedRow, collection: CollectionId, level: Option<AccessLevel>) -> NewEvent {
    let event = NewEvent::in_client(client, EventKind::GroupUpdated, &group.name);
    let detail = format!("A collection: {}", level.map_or("no access", level_words));
    NewEvent { group: Some(group.id), collection: Some(collection), ..event }.detail(detail)
}

/// The groups, if each is one of the organization and named once.
pub(in crate::domain) async fn demand_groups(db: &mut Connection, client: &ClientAccess, named: &[GroupId]) -> Result<Vec<NamedRow>> {
    let mut ids = named.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != named.len() {
        return Err(Error::field("groups", "A group is named twice. Name each once."));
    }
    let found = store::groups::some(db, client.organization(), &ids).await?;
    if found.len() == ids.len() { Ok(found) } else { Err(Error::not_found()) }
}

/// The collections that a group manages, and how many of them nobody manages.
pub(super) struct Managed {
    collections: Vec<CollectionId>,
    unmanaged: u32,
}

impl Managed {
    /// Before a change.
    pub(super) async fn by(db: &mut Connection, group: &GroupAccess) -> Result<Self> {
        let collections = store::groups::collections(db, group).await?.into_iter().filter(|(_, level)| level.is_manage()).map(|(id, _)| id).collect::<Vec<_>>();
        let unmanaged = store::collections::unmanaged(db, group.organization(), &collections).await?;
        Ok(Self { collections, unmanaged })
    }

    /// After it: refuses one by which a collection lost the last member who manages it.
    pub(super) async fn demand_kept(&self, db: &mut Connection, group: &GroupAccess) -> Result<()> {
        if store::collections::unmanaged(db, group.organization(), &self.collections).await? > self.unmanaged {
            return Err(Error::conflict("Nobody would manage a collection of this group any longer. Let another member or group manage it first."));
        }
        Ok(())
    }
}
