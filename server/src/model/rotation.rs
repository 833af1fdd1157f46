//! Changing a provider's key: the new one is made in the browser, every link is wrapped by it and it is sealed to every person,
//! and then it takes the place of the old one all at once.

use super::{
    id::{OrganizationId, ProviderId, ProviderUserId, RotationId, UserId},
    key::{Ciphertext, Pin, PinRecord, PublicKey},
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// What a provider admin sees of the provider key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyState {
    /// Counts the provider's keys, from 1.
    pub revision: u32,
    /// Since when somebody who left knows the present key.
    pub due_since: Option<Micros>,
    /// A change that was begun and not finished.
    pub rotation: Option<RotationStarted>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotationStarted {
    /// Name of who began it.
    pub by: String,
    pub at: Micros,
}

/// Begins a change. One that was begun before is dropped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BeginRotationRequest {
    pub provider: ProviderId,
    /// Number of the key that is to be replaced.
    pub revision: u32,
    /// The new key sealed to the caller (type 4).
    pub key: Ciphertext,
    /// The pin of the caller's own public key, under the new key.
    pub record: PinRecord,
}

/// A change that can be gone on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotationView {
    pub rotation: RotationId,
    /// The new key sealed to the caller; none if it was not sealed to him yet, so that he can only begin anew.
    pub key: Option<Ciphertext>,
    pub links: u32,
    /// Those that are wrapped by the new key already.
    pub links_done: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RotationRequest {
    pub provider: ProviderId,
    pub rotation: RotationId,
}

/// The key of one client: wrapped by the present provider key on the way to the browser, by the new one on the way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkKey {
    pub client: OrganizationId,
    pub key: Ciphertext,
}

/// Links of one call.
pub const LINKS_MAX: usize = 500;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RewrapRequest {
    pub provider: ProviderId,
    pub rotation: RotationId,
    /// Up to [`LINKS_MAX`].
    pub links: Vec<LinkKey>,
}

/// Somebody confirmed to whom the new key is not sealed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsealedPerson {
    pub person: ProviderUserId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub public_key: PublicKey,
    /// The pin that was taken when the phrase was compared, under the present provider key.
    pub record: Option<PinRecord>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnsealedPeopleRequest {
    pub provider: ProviderId,
    pub rotation: RotationId,
    /// Goes on after this person.
    pub after: Option<ProviderUserId>,
}

/// People of one answer.
pub const UNSEALED_MAX: usize = 50;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealPeopleRequest {
    pub provider: ProviderId,
    pub rotation: RotationId,
    /// Up to [`UNSEALED_MAX`].
    pub people: Vec<SealedPerson>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealedPerson {
    pub person: ProviderUserId,
    /// The new key sealed to the person's public key (type 4).
    pub key: Ciphertext,
    /// Pin of that public key.
    pub pin: Pin,
    /// The same pin under the new key.
    pub record: PinRecord,
}

/// Puts the new key in the place of the old one. Whoever is confirmed and has no new key must be named: he is confirmed anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FinishRotationRequest {
    pub provider: ProviderId,
    pub rotation: RotationId,
    pub without: Vec<ProviderUserId>,
}
