use leptos::prelude::*;

use crate::{
    i18n::t,
    session::IdleMinutes,
    ui::{Choice, Select, Toasts},
};

/// After how long the keys are dropped.
#[component]
pub(super) fn IdleCard() -> impl IntoView {
    let toasts = Toasts::get();
    let value = RwSignal::new(IdleMinutes::get().0.to_string());
    let choices: Vec<_> = IdleMinutes::CHOICES.iter().map(|minutes| Choice::new(minutes.to_string(), t().manager.idle_minutes(*minutes))).collect();
    let pick = move |picked: String| {
        if let Ok(minutes) = picked.parse() {
            IdleMinutes(minutes).set();
            toasts.done(t().manager.idle_saved(minutes));
        }
    };
    view! {
        <section class="card pad">
            <h2>{t().manager.idle}</h2>
            <p class="muted">{t().manager.idle_text}</p>
            <div class="form-narrow"><Select label=t().manager.idle_after value=value choices=choices on_change=pick /></div>
        </section>
    }
}
