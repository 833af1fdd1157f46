use leptos::prelude::*;

use super::unique_id;
use crate::i18n::t;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Number,
    Search,
    /// A short code from an app or an e-mail: digits, large, filled in by the browser where it can.
    Code,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Code => "text",
            Self::Email => "email",
            Self::Number => "number",
            Self::Search => "search",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Code | Self::Number => Some("numeric"),
            Self::Text | Self::Email | Self::Search => None,
        }
    }
}

/// A line of text with its label. The error takes the place of the hint and is read aloud.
#[component]
pub fn Field(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] kind: FieldKind,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] placeholder: Option<String>,
    /// What the browser and password managers may fill in, e.g. `username`.
    #[prop(into, optional)]
    autocomplete: Option<&'static str>,
    /// Element id, when the page must find the field.
    #[prop(into, optional)]
    id: Option<String>,
    /// Marks the label with "optional". Fields are required unless they say so.
    #[prop(into, optional)]
    optional: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    /// Called for each change, after the value is set.
    #[prop(into, optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("field"));
    let note = format!("{id}-note");
    let described = note.clone();
    let hint = Signal::derive(move || disabled_because.get().or_else(|| hint.get()));
    let input = view! {
        <input
            class:code=kind == FieldKind::Code
            type=kind.input_type()
            inputmode=kind.input_mode()
            id=id.clone()
            autocomplete=autocomplete.unwrap_or("off")
            placeholder=placeholder
            prop:value=move || value.get()
            readonly=move || disabled_because.read().is_some()
            aria-disabled=move || disabled_because.read().is_some().then_some("true")
            aria-required=move || if optional.get() { "false" } else { "true" }
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=move || (hint.read().is_some() || error.read().is_some()).then(|| described.clone())
            on:input=move |event| {
                let text = event_target_value(&event);
                value.set(text.clone());
                if let Some(on_input) = on_input {
                    on_input.run(text);
                }
            }
        />
    }
    .into_any();
    framed(id, label, optional, hint, error, input)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] rows: Option<u32>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] placeholder: Option<String>,
    #[prop(into, optional)] optional: Signal<bool>,
) -> impl IntoView {
    let id = unique_id("area");
    let note = format!("{id}-note");
    let input = view! {
        <textarea
            id=id.clone()
            rows=rows.unwrap_or(4).to_string()
            placeholder=placeholder
            prop:value=move || value.get()
            aria-required=move || if optional.get() { "false" } else { "true" }
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=move || (hint.read().is_some() || error.read().is_some()).then(|| note.clone())
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
    .into_any();
    framed(id, label, optional, hint, error, input)
}

/// Label above, input, and below it one line: the error, or else the hint.
pub(super) fn framed(
    id: String,
    label: Signal<String>,
    optional: Signal<bool>,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    input: AnyView,
) -> AnyView {
    let note = format!("{id}-note");
    view! {
        <div class="field" class:invalid=move || error.read().is_some()>
            <label class="label" for=id>
                {move || label.get()}
                {move || optional.get().then(|| view! { <span class="label-note">{t().ui.optional}</span> })}
            </label>
            {input}
            <div class="field-note" id=note aria-live="polite">
                {move || match (error.get(), hint.get()) {
                    (Some(error), _) => Some(view! { <span class="error">{error}</span> }.into_any()),
                    (None, Some(hint)) => Some(view! { <span>{hint}</span> }.into_any()),
                    (None, None) => None,
                }}
            </div>
        </div>
    }
    .into_any()
}
