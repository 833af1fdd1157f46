use std::time::Duration;

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};

use crate::i18n::t;

/// Seconds that are left.
#[derive(Clone, Copy)]
pub struct Countdown {
    left: RwSignal<u32>,
    timer: StoredValue<Option<IntervalHandle>>,
}

impl Countdown {
    pub fn stopped() -> Self {
        let countdown = Self { left: RwSignal::new(0), timer: StoredValue::new(None) };
        on_cleanup(move || countdown.stop());
        countdown
    }

    /// Seconds are counted from this moment on: one that had begun before would be short, and the next try too early.
    pub fn start(self, seconds: Option<u32>) {
        self.stop();
        if self.left.try_set(seconds.unwrap_or(0)).is_some() {
            // The page is gone.
            return;
        }
        let tick = move || {
            // The form may be gone by now.
            let left = self.left.try_get_untracked().unwrap_or(0).saturating_sub(1);
            self.left.try_set(left);
            if left == 0 {
                self.stop();
            }
        };
        self.timer.set_value(set_interval_with_handle(tick, Duration::from_secs(1)).ok());
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Tracks.
    pub fn left(self) -> u32 {
        self.left.get()
    }

    /// Why a form cannot be sent now, as the server wants to be asked later.
    pub fn reason(self) -> Signal<Option<String>> {
        Signal::derive(move || Some(self.left.get()).filter(|left| *left > 0).map(|left| t().public.wait_seconds(left)))
    }

    pub fn is_running(self) -> bool {
        self.left.get_untracked() > 0
    }
}
