//! Waiting for changes: two people who look at the same list see the same, without asking again and again.

use super::{
    id::{OrganizationId, ProviderId},
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// The longest that a call waits, in seconds. Proxies end a call that is silent for a minute.
pub const WAIT_SECONDS_MAX: u32 = 25;

/// What a page of the Provider Portal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProviderList {
    /// With what is counted of each: members, seats.
    Clients,
    People,
    Events,
}

/// What a page of the Admin Console shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrganizationList {
    /// With the seats.
    Members,
    Groups,
    Imports,
    Events,
}

/// Waits until a list of a provider has another version, but not longer than `seconds`. `version` is that of the last answer; without one
/// the answer comes at once, with a version from which changes are told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WaitForProviderRequest {
    pub provider: ProviderId,
    pub list: ProviderList,
    pub version: Option<Micros>,
    pub seconds: u32,
}

/// Waits until a list of an organization has another version, as above.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WaitForOrganizationRequest {
    pub organization: OrganizationId,
    pub list: OrganizationList,
    pub version: Option<Micros>,
    pub seconds: u32,
}

/// The version that a list has: about the moment of its last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub version: Micros,
    /// Whether it is another than the caller's.
    pub is_changed: bool,
}
