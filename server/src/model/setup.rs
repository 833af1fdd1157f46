//! First-run set-up: the first admin and his provider.

use super::{
    key::{AccountKeys, Ciphertext},
    text::{Email, Name},
};
use serde::{Deserialize, Serialize};

/// Whether this installation still waits for its first admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupStatus {
    pub is_needed: bool,
}

/// Creates the first account, the provider and its plan, all or nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetupRequest {
    /// Printed by the server at its first start.
    pub setup_token: String,
    pub email: Email,
    pub name: Name,
    pub keys: AccountKeys,
    pub provider_name: Name,
    pub billing_email: Email,
    /// Seats bought, each 0 to 100,000.
    pub teams_seats: u32,
    pub enterprise_seats: u32,
    /// Provider key sealed to the new account (type 4).
    pub provider_key: Ciphertext,
}
