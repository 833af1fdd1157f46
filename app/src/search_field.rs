//! The field above a list.

use std::time::Duration;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::{Icon, focus_id};

/// Typing is one question, not one for each letter.
const PAUSE: Duration = Duration::from_millis(150);

/// A field that narrows a list. `/` leads to it from anywhere but another field.
pub struct Search {
    pub id: &'static str,
    /// For screen readers.
    pub label: &'static str,
    pub placeholder: &'static str,
    /// What the list is narrowed by now; mostly what the URL says.
    pub value: Signal<String>,
    /// A pause after the last key, without blanks at both ends.
    pub on_typed: Callback<String>,
}

pub fn search_field(search: Search) -> AnyView {
    search_field_with(search, |_| ())
}

/// The same; each key is told at once, too.
pub fn search_field_with(search: Search, on_key: impl Fn(&str) + 'static) -> AnyView {
    let Search { id, label, placeholder, value, on_typed } = search;
    let field = NodeRef::<html::Input>::new();
    // Back, a cleared filter, or another link to this page changes the search too. The field itself keeps what is typed: nothing
    // waits for a letter to come back to it.
    Effect::new(move |_| {
        let search = value.get();
        if let Some(field) = field.get()
            && field.value().trim() != search
        {
            field.set_value(&search);
        }
    });
    slash_focuses(id);
    let mut later = debounce(PAUSE, move |text: String| on_typed.run(text.trim().to_owned()));
    let on_input = move |event| {
        let text = event_target_value(&event);
        on_key(&text);
        later(text);
    };
    view! {
        <div class="filter">
            <Icon name="search" />
            <input
                type="search"
                maxlength="200"
                id=id
                node_ref=field
                autocomplete="off"
                aria-label=label
                aria-keyshortcuts="/"
                placeholder=placeholder
                on:input=on_input
            />
        </div>
    }
    .into_any()
}

fn slash_focuses(id: &'static str) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let in_field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.closest("input, textarea, select, dialog[open], [contenteditable]").ok().flatten().is_some());
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "/" && plain && !in_field && !event.default_prevented() {
            event.prevent_default();
            focus_id(id);
        }
    });
    on_cleanup(move || listener.remove());
}
