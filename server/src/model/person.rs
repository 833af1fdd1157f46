//! The people of a provider.

use super::{
    id::{OrganizationId, ProviderId, ProviderUserId, UserId},
    key::{Ciphertext, Pin, PinRecord, PublicKey},
    page::{Cursor, Page},
    role::{ProviderRole, Status},
    text::Email,
    time::Micros,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListPeopleRequest {
    pub provider: ProviderId,
    /// Part of a name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub status: Option<Status>,
    pub cursor: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleView {
    pub page: Page<PersonView>,
    pub counts: StatusCounts,
}

/// Rows in each state, and in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts {
    pub all: u32,
    pub invited: u32,
    pub accepted: u32,
    pub confirmed: u32,
    pub revoked: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    pub id: ProviderUserId,
    pub user_id: Option<UserId>,
    /// Empty until the person has an account.
    pub name: String,
    pub email: String,
    pub role: ProviderRole,
    pub status: Status,
    /// How many clients were chosen for the person; nothing if all are seen.
    pub chosen: Option<u32>,
    pub invited_at: Micros,
    pub is_me: bool,
}

/// One person, with the clients that were chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    pub person: PersonView,
    /// By name; empty if all are seen.
    pub chosen: Vec<ChosenClient>,
}

impl PersonDetails {
    /// The scope as it is changed.
    pub fn scope(&self) -> Scope {
        if self.person.chosen.is_none() { Scope::AllClients } else { Scope::Clients(self.chosen.iter().map(|client| client.id).collect()) }
    }
}

/// A client in somebody's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenClient {
    pub id: OrganizationId,
    pub name: String,
}

/// Which clients a service user sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    AllClients,
    Clients(Vec<OrganizationId>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InvitePeopleRequest {
    pub provider: ProviderId,
    /// Up to 50 addresses, as typed; each gets a result of its own.
    pub emails: Vec<String>,
    pub role: ProviderRole,
    pub scope: Scope,
}

/// Names one person of a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonRequest {
    pub provider: ProviderId,
    pub person: ProviderUserId,
}

/// A public key to compare and to seal to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKeyView {
    pub user_id: UserId,
    pub public_key: PublicKey,
    /// The pin taken when somebody compared the phrase before; a different key must be compared again.
    pub pinned: Option<Pin>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmPersonRequest {
    pub provider: ProviderId,
    pub person: ProviderUserId,
    /// Provider key sealed to the person's public key (type 4).
    pub key: Ciphertext,
    /// Number of the provider key that was sealed.
    pub key_revision: u32,
    /// Pin of the public key that was shown and sealed to.
    pub pin: Pin,
    /// The pin of the key that was compared before, where the one shown is another. It says that the new phrase was compared too;
    /// without it a changed key is refused.
    #[serde(default)]
    pub replaces: Option<Pin>,
    /// The pin under the provider key. Without it the phrase is compared again when the provider key is changed.
    pub record: Option<PinRecord>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdatePersonRequest {
    pub provider: ProviderId,
    pub person: ProviderUserId,
    pub role: ProviderRole,
    pub scope: Scope,
}

/// The e-mail of a row, and what became of it.
pub type InviteResult = super::page::RowResult<String>;

/// Addresses of one call.
pub const INVITE_PEOPLE_MAX: usize = 50;

/// Shapes the address of an invitation; the parser of the form and of the server.
pub fn parse_invited(text: &str) -> Result<Email, super::text::TextError> {
    text.parse()
}
