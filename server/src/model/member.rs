//! The members of an organization.

use super::{
    group::GroupOfMember,
    id::{KeyTicketId, MemberId, OrganizationId, UserId},
    key::{Ciphertext, Pin},
    page::{Cursor, Direction, Page},
    person::StatusCounts,
    role::{Rights, Role, Status},
    time::Micros,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFilter {
    /// Part of a name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub status: Option<Status>,
    #[serde(default)]
    pub sort: MemberSort,
    #[serde(default)]
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberSort {
    /// By name, or e-mail where there is none.
    #[default]
    Name,
    Status,
    Role,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListMembersRequest {
    pub organization: OrganizationId,
    #[serde(default)]
    pub filter: MemberFilter,
    pub cursor: Option<Cursor>,
    /// 1 to 200; 50 without it.
    pub rows: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersView {
    pub page: Page<MemberView>,
    /// Without regard to the filter.
    pub counts: StatusCounts,
    pub seats: SeatsView,
}

/// The seat counter of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsView {
    pub seats: u32,
    pub occupied: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    pub id: MemberId,
    pub user_id: Option<UserId>,
    /// Empty until the person has an account.
    pub name: String,
    pub email: String,
    pub role: Role,
    pub rights: Rights,
    pub status: Status,
    pub invited_at: Micros,
    pub is_me: bool,
    /// The groups in which the member is, by name.
    pub groups: Vec<GroupOfMember>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InviteMembersRequest {
    pub organization: OrganizationId,
    /// Up to 500 addresses, as typed; each gets a result of its own.
    pub emails: Vec<String>,
    pub role: Role,
    /// Only for the Custom role.
    #[serde(default)]
    pub rights: Rights,
}

/// Names some members of an organization: up to 500. Each gets a result of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MembersRequest {
    pub organization: OrganizationId,
    pub members: Vec<MemberId>,
}

/// Names one member of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberRequest {
    pub organization: OrganizationId,
    pub member: MemberId,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmMemberRequest {
    pub organization: OrganizationId,
    pub member: MemberId,
    /// From the key ticket with which the organization key was obtained; used up by this call.
    pub ticket: KeyTicketId,
    /// Organization key sealed to the member's public key (type 4).
    pub key: Ciphertext,
    /// Pin of the public key that was shown and sealed to.
    pub pin: Pin,
    /// The pin of the key that was compared before, where the one shown is another. It says that the new phrase was compared too;
    /// without it a changed key is refused.
    #[serde(default)]
    pub replaces: Option<Pin>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateMemberRequest {
    pub organization: OrganizationId,
    pub member: MemberId,
    pub role: Role,
    #[serde(default)]
    pub rights: Rights,
}

/// Result of each member of a bulk call.
pub type MemberResult = super::page::RowResult<MemberId>;

/// Addresses, or members, of one call.
pub const MEMBERS_MAX: usize = 500;
