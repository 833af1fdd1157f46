use std::time::Duration;

use leptos::prelude::*;

use super::{ThemeChoice, Toasts, date_time::Clock, now_micros, toast::ToastHost};

/// What the components need once around the whole application: theme, clock and messages.
#[component]
pub fn UiHost(children: Children) -> impl IntoView {
    const REFRESH: Duration = Duration::from_secs(30);
    let (now, set_now) = signal(now_micros());
    provide_context(Clock(now));
    // Without a timer the times only stop growing old.
    if let Ok(timer) = set_interval_with_handle(move || set_now.set(now_micros()), REFRESH) {
        on_cleanup(move || timer.clear());
    }
    ThemeChoice::provide();
    let toasts = Toasts::provide();
    view! {
        {children()}
        <ToastHost toasts=toasts />
    }
}
