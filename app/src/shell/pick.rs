//! Rows of the panels from which a provider, an organization or a client is picked.

use leptos::prelude::*;
use server::model::{id::OrganizationId, time::Micros};

use super::search::{Search, Searching};
use crate::{
    i18n::t,
    ui::{DateTime, Icon, Monogram, rove},
};

/// What the arrow keys move among.
const PICKABLE: &str = "a.tile, a.pick-row";
const ROWS: &str = "a.pick-row";

/// A link to a client, a provider or an organization.
pub(super) fn pick_row(href: String, id: String, name: String, note: AnyView, current: Signal<bool>) -> AnyView {
    view! {
        <a class="pick-row" href=href aria-current=move || current.get().then_some("true")>
            <Monogram id=id name=name.clone() />
            <span>{name}</span>
            <small>{note}</small>
        </a>
    }
    .into_any()
}

pub(super) fn when(at: Micros) -> AnyView {
    view! { <DateTime at=at.0 /> }.into_any()
}

pub(super) fn console_path(id: OrganizationId) -> String {
    format!("/organizations/{id}")
}

/// The search box of a panel. The arrow keys go on to the rows, Enter opens the first one found.
pub(super) fn search_box(search: Search, id: String, label: String) -> AnyView {
    let keyed = move |event: web_sys::KeyboardEvent| {
        let Some(panel) = panel_of(&event) else { return };
        match event.key().as_str() {
            // The rows under the box come first; the products stand above it.
            "ArrowDown" => rove(&event, &panel, ROWS),
            "ArrowUp" => rove(&event, &panel, PICKABLE),
            "Enter" if search.state.get_untracked() == Searching::Done => {
                if let Ok(Some(first)) = panel.query_selector(ROWS) {
                    event.prevent_default();
                    click(first);
                }
            }
            _ => {}
        }
    };
    view! {
        <div class="pick-search">
            <Icon name="search" />
            <input
                type="search"
                maxlength="200"
                id=id
                autocomplete="off"
                spellcheck="false"
                aria-label=label.clone()
                placeholder=label
                prop:value=move || search.text.get()
                on:input=move |event| search.text.set(event_target_value(&event))
                on:keydown=keyed
            />
        </div>
    }
    .into_any()
}

/// Moves among the rows; the search box has keys of its own.
pub(super) fn rove_rows(event: &web_sys::KeyboardEvent) {
    let in_field = event.target().is_some_and(|target| wasm_bindgen::JsCast::has_type::<web_sys::HtmlInputElement>(&target));
    if let (false, Some(panel)) = (in_field, panel_of(event)) {
        rove(event, &panel, PICKABLE);
    }
}

fn panel_of(event: &web_sys::KeyboardEvent) -> Option<web_sys::Element> {
    let target: web_sys::Element = wasm_bindgen::JsCast::dyn_into(event.target()?).ok()?;
    target.closest("[popover]").ok().flatten()
}

fn click(element: web_sys::Element) {
    if let Ok(element) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element) {
        element.click();
    }
}

/// Why there is nothing to see, if there is nothing.
pub(super) fn search_note(search: Search) -> AnyView {
    (move || {
        let text = match search.state.get() {
            Searching::Waiting if search.clients.read().is_empty() => t().shell.searching,
            Searching::Failed => t().shell.search_failed,
            _ => return None,
        };
        Some(view! { <p class="pick-note" role="status">{text}</p> })
    })
    .into_any()
}
