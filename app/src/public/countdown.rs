use std::time::Duration;

use leptos::prelude::*;

use crate::i18n::t;

/// Seconds until the server wants to be asked again.
#[derive(Clone, Copy)]
pub(super) struct Countdown(RwSignal<u32>);

impl Countdown {
    pub(super) fn new() -> Self {
        let left = RwSignal::new(0_u32);
        let tick = move || {
            // The form may be gone by now.
            if left.try_get_untracked().is_some_and(|left| left > 0) {
                left.try_update(|left| *left -= 1);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
        Self(left)
    }

    pub(super) fn start(self, seconds: Option<u32>) {
        self.0.set(seconds.unwrap_or(0));
    }

    /// Why the form cannot be sent now.
    pub(super) fn reason(self) -> Signal<Option<String>> {
        Signal::derive(move || Some(self.0.get()).filter(|left| *left > 0).map(|left| t().public.wait_seconds(left)))
    }

    pub(super) fn is_running(self) -> bool {
        self.0.get_untracked() > 0
    }
}
