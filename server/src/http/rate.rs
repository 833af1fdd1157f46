//! How often one caller may call: token buckets in memory, by address and by session.

use super::address::household;
use crate::{api::paths::RateClass, config::Limits, model::id::SessionId};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// The buckets of all callers.
pub struct RateLimits {
    limits: Limits,
    buckets: Mutex<HashMap<Key, Bucket>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr, RateClass),
    /// Guesses are counted for each function apart.
    Guess(IpAddr, &'static str),
    Session(SessionId, RateClass),
}

struct Bucket {
    tokens: f64,
    filled_at: Instant,
    rate: Rate,
}

#[derive(Clone, Copy)]
struct Rate {
    per_minute: f64,
    burst: f64,
}

/// An address may do what this many sessions do: an office behind one address is one.
const SESSIONS_PER_ADDRESS: f64 = 10.0;
/// So many callers are remembered before the idle ones are dropped early.
const BUCKETS: usize = 50_000;

impl RateLimits {
    /// No calls yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, buckets: Mutex::default() }
    }

    /// Takes one call of an address. `Err`: the seconds to wait.
    pub(super) fn take_for_address(&self, address: IpAddr, class: RateClass, path: &'static str) -> Result<(), u32> {
        let address = household(address);
        match class {
            RateClass::Guess => self.take(Key::Guess(address, path), self.rate(class)),
            RateClass::Read | RateClass::Write => {
                let Rate { per_minute, burst } = self.rate(class);
                self.take(Key::Address(address, class), Rate { per_minute: per_minute * SESSIONS_PER_ADDRESS, burst: burst * SESSIONS_PER_ADDRESS })
            }
        }
    }

    /// Takes one call of a session. `Err`: the seconds to wait.
    pub(super) fn take_for_session(&self, session: SessionId, class: RateClass) -> Result<(), u32> {
        self.take(Key::Session(session, class), self.rate(class))
    }

    /// Drops buckets that are full again.
    pub(super) fn tidy(&self) {
        let now = Instant::now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|_, bucket| !bucket.is_full_at(now));
        buckets.shrink_to(1024);
    }

    fn rate(&self, class: RateClass) -> Rate {
        let per_minute = f64::from(match class {
            RateClass::Guess => self.limits.guesses_per_minute,
            RateClass::Read => self.limits.reads_per_minute,
            RateClass::Write => self.limits.writes_per_minute,
        });
        let burst = match class {
            RateClass::Guess => per_minute,
            // Opening a page asks for several things at once.
            RateClass::Read => (per_minute / 5.0).max(30.0),
            RateClass::Write => (per_minute / 2.0).max(30.0),
        };
        Rate { per_minute, burst }
    }

    fn take(&self, key: Key, rate: Rate) -> Result<(), u32> {
        let now = Instant::now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= BUCKETS && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| !bucket.is_full_at(now));
        }
        buckets.entry(key).or_insert(Bucket { tokens: rate.burst, filled_at: now, rate }).take(now)
    }
}

impl Bucket {
    fn tokens_at(&self, now: Instant) -> f64 {
        let minutes = now.duration_since(self.filled_at).as_secs_f64() / 60.0;
        minutes.mul_add(self.rate.per_minute, self.tokens).min(self.rate.burst)
    }

    fn is_full_at(&self, now: Instant) -> bool {
        self.tokens_at(now) >= self.rate.burst
    }

    fn take(&mut self, now: Instant) -> Result<(), u32> {
        self.tokens = self.tokens_at(now);
        self.filled_at = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        let seconds = ((1.0 - self.tokens) * 60.0 / self.rate.per_minute).ceil().clamp(1.0, 3600.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 3600")]
        Err(seconds as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let start = Instant::now();
        let mut bucket = Bucket { tokens: 2.0, filled_at: start, rate: Rate { per_minute: 60.0, burst: 2.0 } };
        assert_eq!((bucket.take(start), bucket.take(start), bucket.take(start)), (Ok(()), Ok(()), Err(1)));
        assert_eq!(bucket.take(start + Duration::from_millis(1100)), Ok(()));
        assert!(!bucket.is_full_at(start + Duration::from_secs(2)));
        assert!(bucket.is_full_at(start + Duration::from_secs(4)));
    }

    #[test]
    fn guesses_are_counted_by_function_and_household() {
        let limits = RateLimits::new(Limits { guesses_per_minute: 2, ..Limits::default() });
        let guess = |address: &str, path| limits.take_for_address(address.parse().expect("address"), RateClass::Guess, path).is_ok();
        assert!(guess("2001:db8::1", "/a") && guess("2001:db8::2", "/a"));
        assert!(!guess("2001:db8::3", "/a"));
        assert!(guess("2001:db8::3", "/b"));
        assert!(guess("2001:db8:0:1::3", "/a"));
    }
}
