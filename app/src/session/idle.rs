use std::time::Duration;

use leptos::{ev, prelude::*};

use super::{IdleMinutes, Lock, Session};
use crate::ui::{MICROS_PER_SECOND, now_micros};

const LOOK: Duration = Duration::from_secs(5);

impl Session {
    /// Drops the keys after some minutes without a key or a pointer.
    pub(super) fn watch_idle(self) {
        let last = StoredValue::new(now_micros());
        let touch = move || last.set_value(now_micros());
        let pointer = window_event_listener(ev::pointerdown, move |_| touch());
        let key = window_event_listener(ev::keydown, move |_| touch());
        let look = move || {
            if self.lock.get_untracked() == Lock::Locked {
                return;
            }
            let limit = i64::from(IdleMinutes::get().0) * 60;
            let left = limit - (now_micros() - last.get_value()) / MICROS_PER_SECOND;
            if left <= 0 {
                self.lock_now();
            } else {
                let minutes = u32::try_from((left + 59) / 60).unwrap_or(0);
                if self.minutes_left.get_untracked() != minutes {
                    self.minutes_left.set(minutes);
                }
            }
        };
        // Unlocking is activity, and shows the full time at once.
        Effect::new(move |_| {
            if self.lock.get() == Lock::Unlocked {
                touch();
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
