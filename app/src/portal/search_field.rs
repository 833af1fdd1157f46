use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::{Icon, focus_id};

/// The field above a list. `/` leads to it from anywhere but another field.
pub(super) struct Search {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    /// What the URL says.
    pub(super) value: Signal<String>,
    pub(super) on_typed: Callback<String>,
    /// After the last key.
    pub(super) wait: Duration,
}

pub(super) fn search_field(search: Search) -> AnyView {
    search_field_with(search, |_| ())
}

/// The same; each key is told at once, too.
pub(super) fn search_field_with(search: Search, on_key: impl Fn(&str) + 'static) -> AnyView {
    let Search { id, label, value, on_typed, wait } = search;
    let typed = RwSignal::new(value.get_untracked());
    // Back, or another link to this page, changes the search too.
    Effect::new(move |_| {
        let search = value.get();
        if typed.get_untracked().trim() != search {
            typed.set(search);
        }
    });
    slash_focuses(id);
    let mut later = debounce(wait, move |text: String| on_typed.run(text));
    let on_input = move |event| {
        let text = event_target_value(&event);
        typed.set(text.clone());
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
                autocomplete="off"
                aria-label=label
                aria-keyshortcuts="/"
                placeholder=label
                prop:value=move || typed.get()
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
