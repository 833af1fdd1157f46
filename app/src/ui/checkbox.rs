use leptos::prelude::*;

use super::unique_id;

/// A box to tick, with its label and an optional line below it.
#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    checked: RwSignal<bool>,
    #[prop(into, optional)] hint: Option<String>,
    /// Neither on nor off: some of the things it stands for are.
    #[prop(into, optional)]
    mixed: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    #[prop(into, optional)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let id = unique_id("check");
    let note = format!("{id}-note");
    let described = note.clone();
    let shown = Signal::derive(move || disabled_because.get().or_else(|| hint.clone()));
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=move || checked.get()
                prop:indeterminate=move || mixed.get()
                aria-disabled=move || disabled_because.read().is_some().then_some("true")
                aria-describedby=move || shown.read().is_some().then(|| described.clone())
                on:click=move |event| {
                    if disabled_because.with_untracked(Option::is_some) {
                        event.prevent_default();
                    }
                }
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    checked.set(on);
                    if let Some(on_change) = on_change {
                        on_change.run(on);
                    }
                }
            />
            <label for=id>{move || label.get()}</label>
            {move || shown.get().map(|text| view! { <small id=note.clone()>{text}</small> })}
        </div>
    }
}
