//! The field above a list.

use std::time::Duration;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::{
    i18n::t,
    ui::{Icon, IconButton, focus_id},
};

/// Typing is one question, not one for each letter.
const PAUSE: Duration = Duration::from_millis(200);

/// A field that narrows a list.
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
pub fn search_field_with(search: Search, on_key: impl Fn(&str) + Send + Sync + 'static) -> AnyView {
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
    let on_key = StoredValue::new(on_key);
    let clear = move || {
        let Some(field) = field.get_untracked() else { return };
        field.set_value("");
        let _ = field.focus();
        on_key.with_value(|on_key| on_key(""));
        on_typed.run(String::new());
    };
    listen_for_keys(id, clear);
    let mut later = debounce(PAUSE, move |text: String| on_typed.run(text.trim().to_owned()));
    let on_input = move |event| {
        let text = event_target_value(&event);
        on_key.with_value(|on_key| on_key(&text));
        later(text);
    };
    // Not a field of type `search`: its own button to clear it is styled anew at each letter, and other browsers have none.
    view! {
        <div class="filter">
            <Icon name="search" />
            <input
                type="text"
                role="searchbox"
                inputmode="search"
                enterkeyhint="search"
                maxlength="200"
                id=id
                node_ref=field
                autocomplete="off"
                aria-label=label
                aria-keyshortcuts="/"
                placeholder=placeholder
                on:input=on_input
            />
            <IconButton icon="close" label=t().ui.clear on_press=move |()| clear() />
        </div>
    }
    .into_any()
}

/// `/` leads to the field from anywhere but another field; Escape clears it while it has the focus.
fn listen_for_keys(id: &'static str, clear: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        if !matches!(key.as_str(), "/" | "Escape") || event.default_prevented() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if key == "Escape" {
            let typed = target.filter(|target| target.id() == id).and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if typed.is_some_and(|field| !field.value().is_empty()) {
                event.prevent_default();
                clear();
            }
            return;
        }
        let in_field = target.is_some_and(|target| target.closest("input, textarea, select, dialog[open], [contenteditable]").ok().flatten().is_some());
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if plain && !in_field {
            event.prevent_default();
            focus_id(id);
        }
    });
    on_cleanup(move || listener.remove());
}
