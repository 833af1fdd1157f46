use leptos::prelude::*;

use super::unique_id;

/// Turns something on or off at once. What needs a "Save" is a [`super::Checkbox`].
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("switch");
    let name = format!("{id}-name");
    let note = format!("{id}-note");
    let described = note.clone();
    let labelled = name.clone();
    let shown = Signal::derive(move || disabled_because.get().or_else(|| hint.clone()));
    view! {
        <div class="switch-row">
            <div>
                <label id=name for=id.clone()>{move || label.get()}</label>
                {move || shown.get().map(|text| view! { <small id=note.clone()>{text}</small> })}
            </div>
            <button
                type="button"
                role="switch"
                class="switch-button"
                id=id
                aria-labelledby=labelled
                aria-checked=move || if on.get() { "true" } else { "false" }
                aria-busy=move || busy.get().then_some("true")
                aria-disabled=move || (busy.get() || disabled_because.read().is_some()).then_some("true")
                aria-describedby=move || shown.read().is_some().then(|| described.clone())
                on:click=move |_| {
                    if !busy.get_untracked() && disabled_because.with_untracked(Option::is_none) {
                        on_change.run(!on.get_untracked());
                    }
                }
            ></button>
        </div>
    }
}
