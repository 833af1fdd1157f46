//! The collections of an organization: names that are ciphertext, and who may do what in them.

use super::{
    id::{CollectionId, IdempotencyKey, KeyTicketId, MemberId, OrganizationId},
    key::Ciphertext,
    page::Cursor,
    role::{Role, Status},
};
use serde::{Deserialize, Serialize};

/// The most collections that one command renames.
pub const RENAMES_MAX: usize = 500;
/// The most members whose access one command sets.
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
    /// Members with access who are not revoked.
    pub people: u32,
    /// Whether any of them manages it.
    pub is_managed: bool,
    /// What the caller himself may do in it, as a member.
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

/// Changes who has access. Members who are not named keep what they have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetCollectionAccessRequest {
    pub organization: OrganizationId,
    pub collection: CollectionId,
    /// 1 to [`ACCESS_MAX`], each member once.
    pub changes: Vec<AccessChange>,
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
