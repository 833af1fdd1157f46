use super::{Dist, RateLimits, security};
use crate::{
    config::{Limits, Network, PublicUrl},
    domain::Instance,
};
use axum::http::HeaderMap;
use std::sync::Arc;
use tokio::sync::Notify;

/// What every answer is made from.
pub struct Site {
    pub(super) instance: Arc<Instance>,
    pub(super) dist: Dist,
    pub(super) public: PublicUrl,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) rates: RateLimits,
    /// Headers of every answer.
    pub(super) headers: HeaderMap,
    /// Rung after commands, so that what they left in the outbox leaves at once.
    pub(super) bell: Arc<Notify>,
}

impl Site {
    /// A site over an installation.
    pub fn new(instance: Arc<Instance>, dist: Dist, public: PublicUrl, trusted_proxies: Vec<Network>, limits: Limits, bell: Arc<Notify>) -> Self {
        let headers = security::headers(&public, dist.script_hashes());
        Self { instance, dist, public, trusted_proxies, rates: RateLimits::new(limits), headers, bell }
    }

    /// Drops what the limits need not remember any more.
    pub fn tidy(&self) {
        self.rates.tidy();
    }
}
