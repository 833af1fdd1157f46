//! An organization in its Admin Console.

use super::{
    access::Relation,
    id::{KeyTicketId, OrganizationId, ProviderId},
    key::{Ciphertext, PublicKey},
    provider::Support,
    role::{Plan, ProviderRole, Rights, Role},
    text::{Email, Name},
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// Names one organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrganizationRequest {
    pub organization: OrganizationId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationView {
    pub id: OrganizationId,
    pub name: String,
    /// How the caller stands to it; the page disables by it.
    pub standing: Standing,
    pub is_suspended: bool,
    pub provider: Option<OrganizationProvider>,
    /// Only for those who administer it.
    pub details: Option<OrganizationDetails>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Provider(ProviderRole),
    Member(Role, Rights),
}

impl From<Standing> for Relation {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Provider(role) => Self::Provider(role),
            Standing::Member(role, rights) => Self::Member(role, rights),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationProvider {
    pub id: ProviderId,
    pub name: String,
    pub support: Support,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationDetails {
    pub billing_email: String,
    pub plan: Plan,
    pub seats: u32,
    pub occupied: u32,
    pub to_confirm: u32,
    pub public_key: PublicKey,
    pub created_at: Micros,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateOrganizationRequest {
    pub organization: OrganizationId,
    pub name: Name,
    /// `None` leaves it as it is. Of a linked client only provider users may change it.
    pub billing_email: Option<Email>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteOrganizationRequest {
    pub organization: OrganizationId,
    /// The organization's name as typed; must be its name.
    pub typed_name: String,
}

/// What an organization key is wanted for. Its owners see it in their event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyPurpose {
    ConfirmMembers,
    /// Encrypting an import, or deciding about one.
    Import,
    /// Encrypting one with an app.
    ImportWithApp,
    /// Reading or writing names of collections.
    CollectionNames,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyTicketRequest {
    pub organization: OrganizationId,
    pub purpose: KeyPurpose,
}

/// The wrapped organization key, for one use within 120 seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTicket {
    pub id: KeyTicketId,
    /// Under the provider key (type 2) for provider users, sealed to the member (type 4) for members.
    pub key: Ciphertext,
    /// The provider whose key wraps it; none for members.
    pub via: Option<ProviderId>,
    pub expires_at: Micros,
}
