//! Moments in time.

use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01 UTC. On the wire and in the store a plain integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// One second in this unit.
    pub const SECOND: i64 = 1_000_000;
    /// One minute in this unit.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// One hour in this unit.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// One day in this unit.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// The present moment by the machine's clock.
    #[cfg(feature = "backend")]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    /// Reads a moment in the text form of RFC 3339. None: it is none.
    #[cfg(feature = "backend")]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Self(at.as_microsecond()))
    }

    /// This moment and `micros` more.
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
