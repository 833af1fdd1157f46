//! Accounts and sessions.

use super::{
    id::{OrganizationId, ProviderId, SessionId, UserId},
    key::{AccountKeys, AuthHash, Ciphertext, Kdf},
    role::{ProviderRole, Rights, Role, Status},
    text::{Email, Name},
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// Asks how an account derives its keys. Unknown accounts get stable answers that look the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PreloginRequest {
    pub email: Email,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreloginResponse {
    pub kdf: Kdf,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignInRequest {
    pub email: Email,
    pub auth_hash: AuthHash,
}

/// A short-lived access token. The refresh token travels in a cookie that scripts cannot read.
#[derive(Clone, Serialize, Deserialize)]
pub struct Access {
    /// Bearer token; kept in memory only.
    pub access_token: String,
    pub expires_at: Micros,
    pub user_id: UserId,
}

/// The account's own wrapped keys, for unlocking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockKeys {
    pub user_id: UserId,
    pub email: Email,
    pub kdf: Kdf,
    pub user_key: Ciphertext,
    pub private_key: Ciphertext,
    /// Provider keys sealed to this account, of providers in which it is confirmed.
    pub provider_keys: Vec<ProviderKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderKey {
    pub provider: ProviderId,
    /// Its number.
    pub revision: u32,
    pub key: Ciphertext,
}

/// Proves the identity again; holds for 5 minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepUpRequest {
    pub auth_hash: AuthHash,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepUpResponse {
    pub until: Micros,
}

/// Asks for a registration mail. The answer never tells whether the address has an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StartRegistrationRequest {
    pub email: Email,
}

/// What proves that the mailbox is one's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RegistrationProof {
    /// From the registration mail.
    Email { token: String },
    /// From an invitation to an organization or a provider.
    Invitation { token: String },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FinishRegistrationRequest {
    pub proof: RegistrationProof,
    /// Must be the address the proof was sent to: the keys were derived with it.
    pub email: Email,
    pub name: Name,
    pub keys: AccountKeys,
}

/// Asks what a mailed link is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProofRequest {
    pub proof: RegistrationProof,
}

/// What a mailed link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    pub email: Email,
    /// Name of the organization or provider that invites; none for a plain registration.
    pub invited_by: Option<String>,
    pub has_account: bool,
}

/// Accepts an invitation as the person signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AcceptRequest {
    pub token: String,
}

/// Where an accepted invitation leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accepted {
    Organization { id: OrganizationId, name: String },
    Provider { id: ProviderId, name: String },
}

/// A key with which command line clients and scripts sign in. The server keeps only a hash, so it is told once.
#[derive(Clone, Serialize, Deserialize)]
pub struct ApiKey {
    pub client_id: String,
    pub client_secret: String,
    pub made_at: Micros,
}

/// The person signed in, and everything the product switcher needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub kdf: Kdf,
    pub created_at: Micros,
    /// When the account's API key was made, if it has one.
    pub api_key_at: Option<Micros>,
    pub providers: Vec<MyProvider>,
    /// Own memberships only; clients of a provider are in its client list.
    pub organizations: Vec<MyOrganization>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyProvider {
    pub id: ProviderId,
    pub name: String,
    pub role: ProviderRole,
    pub status: Status,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyOrganization {
    pub id: OrganizationId,
    pub name: String,
    pub role: Role,
    pub rights: Rights,
    pub status: Status,
    pub provider_name: Option<String>,
    pub is_suspended: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateAccountRequest {
    pub name: Name,
}

/// New password, new key derivation parameters, or both. Ends every other session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangePasswordRequest {
    pub kdf: Kdf,
    pub auth_hash: AuthHash,
    /// The same user key, wrapped anew.
    pub user_key: Ciphertext,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    pub id: SessionId,
    pub is_current: bool,
    pub device: String,
    pub address: String,
    pub created_at: Micros,
    pub seen_at: Micros,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndSessionRequest {
    pub session: SessionId,
}
