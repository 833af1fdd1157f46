use leptos::prelude::*;

use super::{IconButton, field::framed, unique_id};
use crate::i18n::t;

/// How hard a password is to guess, as measured by the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordStrength {
    /// 0 (worst) to 4 (best).
    pub score: u8,
    /// What would make it better, or nothing.
    pub advice: Option<&'static str>,
}

impl PasswordStrength {
    fn word(&self) -> &'static str {
        match self.score {
            0 => t().ui.strength_very_weak,
            1 => t().ui.strength_weak,
            2 => t().ui.strength_fair,
            3 => t().ui.strength_good,
            _ => t().ui.strength_strong,
        }
    }

    fn level(&self) -> &'static str {
        match self.score {
            0 | 1 => "bad",
            2 => "warn",
            _ => "good",
        }
    }
}

/// A password, hidden until one asks to see it. With `strength` it has a meter.
#[component]
pub fn PasswordField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// `current-password` to sign in, `new-password` to choose one.
    autocomplete: &'static str,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] strength: Signal<Option<PasswordStrength>>,
    #[prop(into, optional)] id: Option<String>,
    /// Called for each change, after the value is set.
    #[prop(into, optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("password"));
    let note = format!("{id}-note");
    let shown = RwSignal::new(false);
    let icon = Signal::derive(move || if shown.get() { "eye-off" } else { "eye" }.to_owned());
    let toggle = Signal::derive(move || if shown.get() { t().ui.hide_password } else { t().ui.show_password }.to_owned());
    let input = view! {
        <div class="with-end">
            <input
                type=move || if shown.get() { "text" } else { "password" }
                id=id.clone()
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || value.get()
                aria-required="true"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || (hint.read().is_some() || error.read().is_some()).then(|| note.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    value.set(text.clone());
                    if let Some(on_input) = on_input {
                        on_input.run(text);
                    }
                }
            />
            <IconButton icon=icon label=toggle on_press=move |()| shown.update(|shown| *shown = !*shown) />
        </div>
        {move || strength.get().map(strength_view)}
    }
    .into_any();
    framed(id, label, Signal::stored(false), hint, error, input)
}

fn strength_view(strength: PasswordStrength) -> impl IntoView {
    let (score, word, level) = (strength.score.min(4), strength.word(), strength.level());
    let parts = (1..=4).map(|part| view! { <i class:on=part <= score.max(1)></i> }).collect_view();
    view! {
        <div class=format!("strength {level}")>
            <div
                class="strength-bar"
                role="meter"
                aria-label=t().ui.strength_label
                aria-valuemin="0"
                aria-valuemax="4"
                aria-valuenow=score.to_string()
                aria-valuetext=word
            >
                {parts}
            </div>
            <small aria-live="polite"><b>{word}</b>{strength.advice.map(|advice| format!(" · {advice}"))}</small>
        </div>
    }
}
