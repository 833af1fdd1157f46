//! What a group is about to become: what was loaded, and what the person has changed of it.

use leptos::prelude::*;
use server::model::{
    access::Relation,
    collection::AccessLevel,
    group::{CreateGroupRequest, GroupDetails, GroupGrant, GroupGrantChange, UpdateGroupRequest},
    id::{GroupId, IdempotencyKey, MemberId, OrganizationId},
    role::Status,
    text::GroupName,
};

use crate::i18n::t;

/// Somebody in the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InGroup {
    pub(super) member: MemberId,
    /// The name, or the e-mail address while there is none.
    pub(super) name: String,
    /// The address, where it is not the name.
    pub(super) below: String,
    pub(super) status: Status,
}

impl InGroup {
    pub(super) fn new(member: MemberId, name: String, email: String, status: Status) -> Self {
        let (name, below) = if name.is_empty() { (email, String::new()) } else { (name, email) };
        Self { member, name, below, status }
    }
}

/// The fields of the dialog.
#[derive(Clone, Copy)]
pub(super) struct GroupForm {
    /// The group as it was loaded; nothing for a new one.
    pub(super) before: RwSignal<Option<GroupDetails>>,
    pub(super) name: RwSignal<String>,
    pub(super) added: RwSignal<Vec<InGroup>>,
    pub(super) removed: RwSignal<Vec<MemberId>>,
    pub(super) collections: RwSignal<Vec<GroupGrant>>,
}

impl GroupForm {
    pub(super) fn new() -> Self {
        Self {
            before: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            added: RwSignal::new(Vec::new()),
            removed: RwSignal::new(Vec::new()),
            collections: RwSignal::new(Vec::new()),
        }
    }

    /// Begins anew, with a group or without one.
    pub(super) fn begin(self, before: Option<GroupDetails>) {
        let (name, collections) = before.as_ref().map(|details| (details.group.name.clone(), details.collections.clone())).unwrap_or_default();
        self.name.set(name);
        self.collections.set(collections);
        self.added.set(Vec::new());
        self.removed.set(Vec::new());
        self.before.set(before);
    }

    /// What is wrong with the name. Tracks.
    pub(super) fn name_error(self) -> Option<String> {
        let name = self.name.read();
        if name.trim().is_empty() { None } else { name.parse::<GroupName>().err().map(|error| error.to_string()) }
    }

    /// Why the access of the group is not the person's to change. Tracks.
    pub(super) fn access_fixed(self, relation: Relation) -> Option<&'static str> {
        let is_mine = self.before.with(|before| before.as_ref().is_some_and(|details| details.is_mine));
        (is_mine && matches!(relation, Relation::Provider(_))).then_some(t().groups.not_yourself)
    }

    pub(super) fn add(self, one: InGroup) {
        let was_removed = self.removed.try_update(|removed| {
            let before = removed.len();
            removed.retain(|member| *member != one.member);
            removed.len() != before
        });
        if was_removed != Some(true) {
            self.added.update(|added| added.push(one));
        }
    }

    pub(super) fn remove(self, member: MemberId) {
        let was_added = self.added.try_update(|added| {
            let before = added.len();
            added.retain(|one| one.member != member);
            added.len() != before
        });
        if was_added != Some(true) {
            self.removed.update(|removed| removed.push(member));
        }
    }

    fn collection_changes(self) -> Vec<GroupGrantChange> {
        let before = self.before.with(|before| before.as_ref().map(|details| details.collections.clone()).unwrap_or_default());
        let now = self.collections.get();
        let level = |list: &[GroupGrant], collection| list.iter().find(|grant| grant.collection == collection).map(|grant| grant.level);
        let all = before.iter().chain(now.iter().filter(|grant| level(&before, grant.collection).is_none())).map(|grant| grant.collection);
        let change = |collection| GroupGrantChange { collection, level: level(&now, collection) };
        all.filter(|collection| level(&before, *collection) != level(&now, *collection)).map(change).collect()
    }

    pub(super) fn set_level(self, collection: server::model::id::CollectionId, level: AccessLevel) {
        self.collections.update(|grants| grants.iter_mut().filter(|grant| grant.collection == collection).for_each(|grant| grant.level = level));
    }

    /// What is to be sent to change the group; nothing if it stays as it is. Tracks.
    pub(super) fn update(self, organization: OrganizationId, group: GroupId) -> Option<UpdateGroupRequest> {
        let name = self.name.read().parse::<GroupName>().ok()?;
        let is_renamed = self.before.with(|before| before.as_ref().is_some_and(|details| details.group.name != name.as_str()));
        let request = UpdateGroupRequest {
            organization,
            group,
            name: is_renamed.then_some(name),
            add: self.added.with(|added| added.iter().map(|one| one.member).collect()),
            remove: self.removed.get(),
            collections: self.collection_changes(),
        };
        let is_change = request.name.is_some() || !request.add.is_empty() || !request.remove.is_empty() || !request.collections.is_empty();
        is_change.then_some(request)
    }

    /// What is to be sent to make the group.
    pub(super) fn create(self, organization: OrganizationId, idempotency_key: IdempotencyKey) -> Option<CreateGroupRequest> {
        let name = self.name.read_untracked().parse().ok()?;
        let members = self.added.with_untracked(|added| added.iter().map(|one| one.member).collect());
        Some(CreateGroupRequest { organization, idempotency_key, name, members, collections: self.collections.get_untracked() })
    }
}
