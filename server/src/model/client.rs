//! Clients as their provider sees them.

use super::{
    id::{IdempotencyKey, LinkId, OrganizationId, ProviderId},
    key::{Ciphertext, ClientKeys},
    page::{Cursor, Direction, Page},
    role::Plan,
    text::{Email, Name, Tag},
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// What the client list shows: search, chip, order. The URL of the page carries the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientFilter {
    /// Part of a name, tag or e-mail domain.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    #[serde(default)]
    pub chip: ClientChip,
    #[serde(default)]
    pub sort: ClientSort,
    #[serde(default)]
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientChip {
    #[default]
    All,
    NeedsAttention,
    SeatsFull,
    SettingUp,
    Suspended,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientSort {
    #[default]
    Name,
    Status,
    /// By seats used.
    Seats,
    Attention,
    Plan,
    LastActivity,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListClientsRequest {
    pub provider: ProviderId,
    #[serde(default)]
    pub filter: ClientFilter,
    pub cursor: Option<Cursor>,
    /// 1 to 200; 50 without it.
    pub rows: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportClientsRequest {
    pub provider: ProviderId,
    #[serde(default)]
    pub filter: ClientFilter,
}

pub type ClientPage = Page<ClientView>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientView {
    pub id: OrganizationId,
    pub link: LinkId,
    pub name: String,
    pub tags: Vec<Tag>,
    pub status: ClientStatus,
    pub plan: Plan,
    pub seats: u32,
    /// Invited, accepted and confirmed members.
    pub occupied: u32,
    pub to_confirm: u32,
    pub invited: u32,
    pub has_owner: bool,
    pub last_activity: Option<Micros>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClientStatus {
    Active,
    /// No confirmed owner yet.
    SettingUp,
    Suspended,
}

/// What needs doing at a client, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    ToConfirm(u32),
    SeatsFull,
    OwnerInvited,
    Invited(u32),
}

impl ClientView {
    /// The most pressing thing, if there is one. Suspended clients need nothing.
    pub const fn attention(&self) -> Option<Attention> {
        match self.status {
            ClientStatus::Suspended => None,
            _ if self.to_confirm > 0 => Some(Attention::ToConfirm(self.to_confirm)),
            _ if self.occupied >= self.seats => Some(Attention::SeatsFull),
            ClientStatus::SettingUp => Some(Attention::OwnerInvited),
            ClientStatus::Active if self.invited > 0 => Some(Attention::Invited(self.invited)),
            ClientStatus::Active => None,
        }
    }
}

/// The figures above the client list, and the counts on its chips, over the clients that the caller sees. Without regard to the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSummary {
    pub all: u32,
    pub active: u32,
    pub setting_up: u32,
    pub suspended: u32,
    pub needs_attention: u32,
    pub seats_full: u32,
    pub seats_used: u32,
    /// What the used ones are a part of: the seats in the plan, or of whoever sees chosen clients only, the seats of these.
    pub seats_total: u32,
    /// Seats of the plan that no client has; nothing for whoever sees chosen clients only.
    pub seats_unassigned: Option<u32>,
    /// Members that wait for confirmation, and in how many clients.
    pub to_confirm: u32,
    pub clients_to_confirm: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateClientRequest {
    pub provider: ProviderId,
    /// Repeating the call with the same key has no second effect and the same answer.
    pub idempotency_key: IdempotencyKey,
    pub name: Name,
    pub plan: Plan,
    /// 1 to 100,000.
    pub seats: u32,
    pub owner_email: Email,
    pub tags: Vec<Tag>,
    pub keys: ClientKeys,
    /// Number of the provider key that wrapped the organization key.
    pub key_revision: u32,
    /// Seats that the form said would be bought. The call is refused if more would be needed.
    pub buying: u32,
}

/// An organization that the caller owns and that has no provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddableView {
    pub id: OrganizationId,
    pub name: String,
    pub plan: Plan,
    pub seats: u32,
    pub occupied: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListAddableRequest {
    pub provider: ProviderId,
    /// Part of a name.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub cursor: Option<Cursor>,
}

/// A page of organizations that the caller may link.
pub type AddablePage = Page<AddableView>;

/// The key of the organization that is about to be linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddableKeyView {
    /// Organization key sealed to the caller (his own membership's).
    pub key: Ciphertext,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddExistingRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
    /// Organization key under the provider key (type 2).
    pub link_key: Ciphertext,
    /// Number of that provider key.
    pub key_revision: u32,
    pub buying: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameClientRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
    pub name: Name,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetSeatsRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
    /// The new number, 1 to 100,000; never below the occupied seats.
    pub seats: u32,
    pub buying: u32,
}

/// What is to change about a client's tags: those that somebody else set meanwhile stay.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeTagsRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
    /// At most 8 remain on a client.
    pub add: Vec<Tag>,
    /// Taken away before the others are added.
    pub remove: Vec<Tag>,
}

/// Names one client of a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClientRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
}

/// Ends the link; the organization lives on with its owners.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnlinkRequest {
    pub provider: ProviderId,
    pub organization: OrganizationId,
    /// The client's name as typed; must be its name.
    pub typed_name: String,
}

/// Tags of one client.
pub const TAGS_MAX: usize = 8;
/// Seats of one client or one plan.
pub const SEATS_MAX: u32 = 100_000;
