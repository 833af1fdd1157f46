use leptos::prelude::*;

use super::{Icon, field::framed, unique_id};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A choice from a short list that is known.
#[component]
pub fn Select(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    /// Called for each change, after the value is set.
    #[prop(into, optional)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = unique_id("select");
    let note = format!("{id}-note");
    let hint = Signal::derive(move || disabled_because.get().or_else(|| hint.get()));
    let input = view! {
        <div class="select">
            <select
                id=id.clone()
                disabled=move || disabled_because.read().is_some()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || (hint.read().is_some() || error.read().is_some()).then(|| note.clone())
                on:change=move |event| {
                    let picked = event_target_value(&event);
                    value.set(picked.clone());
                    if let Some(on_change) = on_change {
                        on_change.run(picked);
                    }
                }
            >
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|choice| {
                            let own = choice.value.clone();
                            view! { <option value=choice.value prop:selected=move || *value.read() == own>{choice.label}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <Icon name="chevron-down" />
        </div>
    }
    .into_any();
    framed(id, label, Signal::stored(false), hint, error, input)
}
