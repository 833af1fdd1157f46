use super::{
    Dist, RateLimits,
    places::{Place, Places},
    security,
};
use crate::{
    config::{Limits, Network, PublicUrl},
    domain::Instance,
    model::id::UserId,
};
use axum::http::HeaderMap;
use std::sync::Arc;
use tokio::sync::Notify;

/// Calls of one account that are answered at once. The others wait their turn at the client, so that a script of one account does not
/// take all readers of the database.
const CALLS_PER_ACCOUNT: usize = 32;

/// What every answer is made from.
pub struct Site {
    pub(super) instance: Arc<Instance>,
    pub(super) dist: Dist,
    pub(super) public: PublicUrl,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) rates: RateLimits,
    calls: Arc<Places<UserId>>,
    /// Headers of every answer.
    pub(super) headers: HeaderMap,
    /// Rung after commands, so that what they left in the outbox leaves at once.
    pub(super) bell: Arc<Notify>,
}

impl Site {
    /// A site over an installation.
    pub fn new(instance: Arc<Instance>, dist: Dist, public: PublicUrl, trusted_proxies: Vec<Network>, limits: Limits, bell: Arc<Notify>) -> Self {
        let headers = security::headers(&public, dist.script_hashes());
        Self { instance, dist, public, trusted_proxies, rates: RateLimits::new(limits), calls: Arc::default(), headers, bell }
    }

    /// Counts a call of an account while it is answered. `Err`: the seconds to wait.
    pub(super) fn enter(&self, account: UserId) -> Result<Place<UserId>, u32> {
        Places::enter(&self.calls, account, usize::MAX, CALLS_PER_ACCOUNT).ok_or(1)
    }

    /// Drops what the limits need not remember any more.
    pub fn tidy(&self) {
        self.rates.tidy();
    }
}
