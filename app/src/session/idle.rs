use std::time::Duration;

use leptos::{ev, prelude::*};

use super::{IdleMinutes, Lock, Session};
use crate::ui::{MICROS_PER_SECOND, now_micros};

const LOOK: Duration = Duration::from_secs(5);

/// When something was done last.
#[derive(Clone, Copy)]
struct Idle {
    since: i64,
}

impl Idle {
    /// Minutes until the keys must go, begun ones counted. `None`: they must go now.
    fn minutes_left(self, now: i64, limit: IdleMinutes) -> Option<u32> {
        let left = i64::from(limit.0) * 60 - (now - self.since) / MICROS_PER_SECOND;
        u32::try_from((left + 59) / 60).ok().filter(|_| left > 0)
    }

    /// Notes that something is done. What comes first after too long a pause does not undo the lock: a machine that
    /// slept wakes up with its keyboard, and only then looks at the clock. `None` as above.
    fn touch(&mut self, now: i64, limit: IdleMinutes) -> Option<u32> {
        let minutes = self.minutes_left(now, limit);
        if minutes.is_some() {
            self.since = now;
        }
        minutes
    }
}

impl Session {
    /// Drops the keys after some minutes without a key or a pointer.
    pub(super) fn watch_idle(self) {
        let idle = StoredValue::new(Idle { since: now_micros() });
        let show = move |minutes: Option<u32>| {
            if self.lock.get_untracked() == Lock::Locked {
                return;
            }
            match minutes {
                None => self.lock_now(),
                Some(minutes) if self.minutes_left.get_untracked() != minutes => self.minutes_left.set(minutes),
                Some(_) => {}
            }
        };
        let touch = move || {
            let now = now_micros();
            // Once a second is enough: where the limit is kept takes a while to read, for each letter of a fast typist.
            if idle.try_get_value().is_some_and(|idle| (now - idle.since).abs() > MICROS_PER_SECOND) {
                show(idle.try_update_value(|idle| idle.touch(now, IdleMinutes::get())).flatten());
            }
        };
        let pointer = window_event_listener(ev::pointerdown, move |_| touch());
        let key = window_event_listener(ev::keydown, move |_| touch());
        let look = move || show(idle.get_value().minutes_left(now_micros(), IdleMinutes::get()));
        // Unlocking is activity, and shows the full time at once.
        Effect::new(move |_| {
            if self.lock.get() == Lock::Unlocked {
                idle.set_value(Idle { since: now_micros() });
                self.minutes_left.set(IdleMinutes::get().0);
            }
        });
        let timer = set_interval_with_handle(look, LOOK);
        on_cleanup(move || {
            pointer.remove();
            key.remove();
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: IdleMinutes = IdleMinutes(15);

    fn at(minutes: i64) -> i64 {
        minutes * 60 * MICROS_PER_SECOND
    }

    #[test]
    fn activity_puts_the_lock_off() {
        let mut idle = Idle { since: at(0) };
        assert_eq!(idle.minutes_left(at(1) + 1, LIMIT), Some(14));
        assert_eq!(idle.touch(at(14), LIMIT), Some(1));
        assert_eq!(idle.minutes_left(at(28), LIMIT), Some(1));
        assert_eq!(idle.minutes_left(at(29), LIMIT), None);
    }

    #[test]
    fn a_key_after_too_long_a_pause_does_not_keep_the_keys() {
        let mut idle = Idle { since: at(0) };
        assert_eq!(idle.touch(at(8 * 60), LIMIT), None);
        assert_eq!(idle.minutes_left(at(8 * 60), LIMIT), None, "nor does the next look");
    }
}
