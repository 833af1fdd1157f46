//! The groups of an organization: members who have access to collections together.

use super::{
    collection::AccessLevel,
    id::{CollectionId, GroupId, IdempotencyKey, MemberId, OrganizationId},
    page::Cursor,
    role::{Role, Status},
    text::GroupName,
};
use serde::{Deserialize, Serialize};

/// The most members, and the most collections, that one command names.
pub const NAMED_MAX: usize = 500;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListGroupsRequest {
    pub organization: OrganizationId,
    /// Part of a name.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub cursor: Option<Cursor>,
    /// 1 to 200; 50 without it.
    pub rows: Option<u32>,
}

/// A group as lists show it, in the order of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    pub id: GroupId,
    pub name: String,
    /// Those in it who are not revoked.
    pub members: u32,
    /// Those to which it gives access.
    pub collections: u32,
}

/// Names one group of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GroupRequest {
    pub organization: OrganizationId,
    pub group: GroupId,
}

/// A group with what it gives access to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDetails {
    pub group: GroupView,
    pub collections: Vec<GroupGrant>,
    /// Whether the caller is in it.
    pub is_mine: bool,
}

/// What a group may do in a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupGrant {
    pub collection: CollectionId,
    pub level: AccessLevel,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GroupMembersRequest {
    pub organization: OrganizationId,
    pub group: GroupId,
    pub cursor: Option<Cursor>,
}

/// Somebody in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMemberView {
    pub member: MemberId,
    /// Empty until the person has an account.
    pub name: String,
    pub email: String,
    pub role: Role,
    pub status: Status,
    pub is_me: bool,
}

/// A group of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupOfMember {
    pub id: GroupId,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateGroupRequest {
    pub organization: OrganizationId,
    /// The same key and content again give the same answer, and one group.
    pub idempotency_key: IdempotencyKey,
    pub name: GroupName,
    /// Up to [`NAMED_MAX`].
    #[serde(default)]
    pub members: Vec<MemberId>,
    /// Up to [`NAMED_MAX`], each once. The caller must decide about the access to each.
    #[serde(default)]
    pub collections: Vec<GroupGrant>,
}

/// Changes a group: all of it or nothing. What is not named stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateGroupRequest {
    pub organization: OrganizationId,
    pub group: GroupId,
    pub name: Option<GroupName>,
    /// Members to put into it: up to [`NAMED_MAX`].
    #[serde(default)]
    pub add: Vec<MemberId>,
    /// Members to take out of it: up to [`NAMED_MAX`].
    #[serde(default)]
    pub remove: Vec<MemberId>,
    /// Up to [`NAMED_MAX`], each once. The caller must decide about the access to each.
    #[serde(default)]
    pub collections: Vec<GroupGrantChange>,
}

/// A change of what a group may do in a collection; `None` takes its access away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupGrantChange {
    pub collection: CollectionId,
    pub level: Option<AccessLevel>,
}
