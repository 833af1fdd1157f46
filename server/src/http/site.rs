use super::{
    Dist, RateLimits,
    address::household,
    places::{Place, Places},
    security,
};
use crate::{
    config::{Limits, Network, PublicUrl},
    domain::Instance,
    model::id::UserId,
};
use axum::http::HeaderMap;
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Calls of one account that are answered at once. The others wait their turn at the client, so that a script of one account does not
/// take all readers of the database.
const CALLS_PER_ACCOUNT: usize = 32;

/// How long a call may take: for its body to come, and as long again to be answered.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub usual: Duration,
    /// For a file of another product, which is many items at once.
    pub import: Duration,
    /// For an attached file on a slow line, from the first byte to the answer. Where it is taken in, `usual` is how long nothing may come.
    pub upload: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self { usual: Duration::from_secs(30), import: Duration::from_mins(2), upload: Duration::from_hours(1) }
    }
}

/// What every answer is made from.
pub struct Site {
    pub(super) instance: Arc<Instance>,
    pub(super) dist: Dist,
    pub(super) public: PublicUrl,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) rates: RateLimits,
    pub(super) times: Times,
    calls: Arc<Places<UserId>>,
    /// Calls of a household that wait for a change, and the most of them: they hold connections, and others of the household need some.
    waits: Arc<Places<IpAddr>>,
    waits_of_household: usize,
    /// Headers of every answer.
    pub(super) headers: HeaderMap,
    /// Rung after commands, so that what they left in the outbox leaves at once.
    pub(super) bell: Arc<Notify>,
}

impl Site {
    /// A site over an installation.
    pub fn new(instance: Arc<Instance>, dist: Dist, public: PublicUrl, trusted_proxies: Vec<Network>, limits: Limits, bell: Arc<Notify>) -> Self {
        let headers = security::headers(&public, dist.script_hashes());
        let waits_of_household = limits.connections_per_address.div_ceil(2);
        Self {
            instance,
            dist,
            public,
            trusted_proxies,
            rates: RateLimits::new(limits),
            times: Times::default(),
            calls: Arc::default(),
            waits: Arc::default(),
            waits_of_household,
            headers,
            bell,
        }
    }

    /// Takes other times, for tests.
    #[must_use]
    pub fn with_times(self, times: Times) -> Self {
        Self { times, ..self }
    }

    /// Counts a call of an account while it is answered. `Err`: the seconds to wait.
    pub(super) fn enter(&self, account: UserId) -> Result<Place<UserId>, u32> {
        Places::enter(&self.calls, account, usize::MAX, CALLS_PER_ACCOUNT).ok_or(1)
    }

    /// Counts a call that waits for a change. `Err`: the seconds to wait before another is tried.
    pub(super) fn enter_wait(&self, address: IpAddr) -> Result<Place<IpAddr>, u32> {
        Places::enter(&self.waits, household(address), usize::MAX, self.waits_of_household).ok_or(60)
    }

    /// Drops what the limits need not remember any more.
    pub fn tidy(&self) {
        self.rates.tidy();
    }
}
