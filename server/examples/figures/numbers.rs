//! What many measured times come to.

use std::time::Duration;

/// Times, sorted.
pub struct Times(Vec<Duration>);

impl From<Vec<Duration>> for Times {
    fn from(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }
}

impl Times {
    /// The time that so many of a hundred do not exceed, in milliseconds.
    pub fn percentile(&self, of_hundred: usize) -> f64 {
        let at = (self.0.len() * of_hundred).div_ceil(100).saturating_sub(1);
        self.0.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    pub fn median(&self) -> f64 {
        self.percentile(50)
    }

    /// Half of them lie between these two.
    pub fn quartiles(&self) -> (f64, f64) {
        (self.percentile(25), self.percentile(75))
    }
}
