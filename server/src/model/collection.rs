//! The collections of an organization: names that are ciphertext, and who may do what in them.

use super::{
    id::{CollectionId, GroupId, IdempotencyKey, KeyTicketId, MemberId, OrganizationId},
    key::Ciphertext,
    page::Cursor,
    role::{Role, Status},
};
use serde::{Deserialize, Serialize};

/// The most collections that one command renames.
pub const RENAMES_MAX: usize = 500;
/// The most members, and the most groups, whose access one command sets.
pub const ACCESS_MAX: usize = 500;
/// The most characters of a name's ciphertext.
pub const NAME_MAX: usize = 1_000;

/// What a member may do with the items of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccessLevel {
    View,
    /// Views items, but not their passwords.
    ViewHidden,
    Edit,
    /// Edits items, but does not see their passwords.
    EditHidden,
    /// Edits, and decides about the collection and who has access to it.
    Manage,
}

impl AccessLevel {
    /// All levels, the least first.
    pub const ALL: [Self; 5] = [Self::ViewHidden, Self::View, Self::EditHidden, Self::Edit, Self::Manage];

    /// The level of the three marks of the client protocol. Whoever manages is kept from nothing.
    pub const fn of_marks(read_only: bool, hide_passwords: bool, manage: bool) -> Self {
        match (manage, read_only, hide_passwords) {
            (true, ..) => Self::Manage,
            (false, true, true) => Self::ViewHidden,
            (false, true, false) => Self::View,
            (false, false, true) => Self::EditHidden,
            (false, false, false) => Self::Edit,
        }
    }

    /// Whether items can only be viewed.
    pub const fn is_read_only(self) -> bool {
        matches!(self, Self::View | Self::ViewHidden)
    }

    /// Whether passwords stay hidden.
    pub const fn hides_passwords(self) -> bool {
        matches!(self, Self::ViewHidden | Self::EditHidden)
    }

    /// Whether it reaches the collection itself.
    pub const fn is_manage(self) -> bool {
        matches!(self, Self::Manage)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListCollectionsRequest {
    pub organization: OrganizationId,
    pub cursor: Option<Cursor>,
}

/// A collection as its page shows it. Nothing here tells of its items, not even how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four facts, each of which is true or not whatever the others are")]
pub struct CollectionView {
    pub id: CollectionId,
    /// Under the organization key.
    pub name: Ciphertext,
    /// Members with access of their own who are not revoked.
    pub people: u32,
    /// Groups with access.
    pub groups: u32,
    /// Whether a member who is not revoked manages it, by himself or in a group.
    pub is_managed: bool,
    /// Held imports that go into it; none for those who do not see imports.
    pub imports: u32,
    /// What the caller himself may do in it, as a member, by himself and in groups.
    pub level: Option<AccessLevel>,
    /// Whether the caller may rename it.
    pub may_update: bool,
    /// Whether the caller may set who has access.
    pub may_set_access: bool,
    /// Whether the caller may delete it. For a provider user items in it still stand in the way.
    pub may_delete: bool,
}

/// Gives a member access, or another kind of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGrant {
    pub member: MemberId,
    pub level: AccessLevel,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateCollectionRequest {
    pub organization: OrganizationId,
    /// The same key and content again give the same answer, and one collection.
    pub idempotency_key: IdempotencyKey,
    /// With the purpose [`KeyPurpose::CollectionNames`](super::organization::KeyPurpose::CollectionNames). Used up.
    pub ticket: KeyTicketId,
    pub name: Ciphertext,
    /// Somebody must manage it. Without anybody named, the member who makes it does.
    pub access: Vec<AccessGrant>,
    #[serde(default)]
    pub groups: Vec<GroupAccessGrant>,
}

/// Gives a group access, or another kind of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAccessGrant {
    pub group: GroupId,
    pub level: AccessLevel,
}

/// A new name of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    pub collection: CollectionId,
    /// The name that the page showed: if it is another one by now, nothing is renamed.
    pub was: Ciphertext,
    pub name: Ciphertext,
}

/// Renames collections, all or none: one, and those below it, whose names begin with its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameCollectionsRequest {
    pub organization: OrganizationId,
    /// As for [`CreateCollectionRequest`].
    pub ticket: KeyTicketId,
    /// 1 to [`RENAMES_MAX`].
    pub renames: Vec<Rename>,
}

/// Names one collection of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CollectionRequest {
    pub organization: OrganizationId,
    pub collection: CollectionId,
}

/// Who has access to a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionAccessView {
    /// Each by himself. Those of the groups are not among them.
    pub people: Vec<AccessView>,
    pub groups: Vec<GroupAccessView>,
}

/// A group with access to a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAccessView {
    pub group: GroupId,
    pub name: String,
    /// Those in it who are not revoked.
    pub members: u32,
    pub level: AccessLevel,
    /// Whether the caller is in it.
    pub is_mine: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindGranteesRequest {
    pub organization: OrganizationId,
    /// Part of a name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
}

/// Who can be given access to a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GranteeView {
    Group {
        group: GroupId,
        name: String,
        /// Those in it who are not revoked.
        members: u32,
    },
    /// Somebody who is not revoked.
    Member {
        member: MemberId,
        /// Empty until the person has an account.
        name: String,
        email: String,
        status: Status,
    },
}

/// Somebody with access to a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessView {
    pub member: MemberId,
    /// Empty until the person has an account.
    pub name: String,
    pub email: String,
    pub role: Role,
    pub status: Status,
    pub level: AccessLevel,
    pub is_me: bool,
}

/// A change of one member's access; `None` takes it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessChange {
    pub member: MemberId,
    pub level: Option<AccessLevel>,
}

/// A change of one group's access; `None` takes it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAccessChange {
    pub group: GroupId,
    pub level: Option<AccessLevel>,
}

/// Changes who has access. Members and groups that are not named keep what they have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetCollectionAccessRequest {
    pub organization: OrganizationId,
    pub collection: CollectionId,
    /// Up to [`ACCESS_MAX`], each member once.
    #[serde(default)]
    pub changes: Vec<AccessChange>,
    /// Up to [`ACCESS_MAX`], each group once. Of both together at least one.
    #[serde(default)]
    pub groups: Vec<GroupAccessChange>,
}

#[cfg(test)]
mod tests {
    use super::AccessLevel;

    #[test]
    fn a_level_survives_as_marks() {
        for level in AccessLevel::ALL {
            assert_eq!(AccessLevel::of_marks(level.is_read_only(), level.hides_passwords(), level.is_manage()), level);
        }
        // Clients of the protocol may say both: managing wins.
        assert_eq!(AccessLevel::of_marks(true, true, true), AccessLevel::Manage);
    }
}
