use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;
use server::model::organization::OrganizationProvider;

use super::{
    CurrentOrganization,
    pick::{console_path, pick_row, rove_rows, search_box, search_note, when},
    recent::recent_clients,
    search::{Scope, Search, Searching},
};
use crate::{
    i18n::t,
    session::Session,
    ui::{Icon, focus_id},
};

const PANEL: &str = "client-pick";
const FIELD: &str = "client-pick-find";

/// The client in the breadcrumb: press it, type a part of a name, Enter.
#[component]
pub(super) fn ClientPicker(current: CurrentOrganization, provider: OrganizationProvider) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let open = RwSignal::new(false);
    let toggled = move |_| {
        let Some(panel) = panel.get_untracked() else { return };
        let now = panel.matches(":popover-open").unwrap_or(false);
        open.set(now);
        if now {
            request_animation_frame(move || {
                if let Some(button) = button.get_untracked() {
                    crate::ui::place_below(&button, &panel);
                }
                focus_id(FIELD);
            });
        }
    };
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if let Some(panel) = panel.get_untracked() {
            // Fails only when it is closed already.
            let _ = panel.hide_popover();
        }
    });
    let name = move || current.view().name.clone();
    view! {
        <button
            type="button"
            class="crumb-pick"
            popovertarget=PANEL
            node_ref=button
            aria-haspopup="dialog"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || t().shell.pick_client(&name())
        >
            <span>{name}</span>
            <Icon name="chevron-down" />
        </button>
        <div
            class="popover pick-panel"
            id=PANEL
            popover="auto"
            role="group"
            node_ref=panel
            aria-label=t().shell.clients
            on:toggle=toggled
            on:keydown=|event| rove_rows(&event)
        >
            {move || open.get().then(|| view! { <Panel current=current provider=provider.clone() /> })}
        </div>
    }
}

#[component]
fn Panel(current: CurrentOrganization, provider: OrganizationProvider) -> impl IntoView {
    let session = Session::get();
    let scope = Scope { providers: vec![(provider.id, provider.name.clone())], members_of: None };
    let search = Search::new(session, Signal::stored(scope));
    let rows = move || {
        if !search.text.read().trim().is_empty() {
            let found = search.clients.get();
            let nothing = found.is_empty() && search.state.get() == Searching::Done;
            let row = |client: super::search::FoundClient| {
                pick_row(console_path(client.id), client.id.to_string(), client.name, ().into_any(), Signal::stored(client.id == current.id))
            };
            return view! {
                {found.into_iter().map(row).collect_view()}
                {search_note(search)}
                {nothing.then(|| view! { <p class="pick-note" role="status">{t().shell.no_client_found}</p> })}
            }
            .into_any();
        }
        let recent = session.me().map(|me| recent_clients(me.id)).unwrap_or_default();
        let rows = recent
            .into_iter()
            .filter(|client| client.provider == provider.id)
            .map(|client| pick_row(console_path(client.id), client.id.to_string(), client.name, when(client.at), Signal::stored(client.id == current.id)))
            .collect_view();
        view! { <h2 class="pick-head">{t().shell.recent_clients}</h2>{rows} }.into_any()
    };
    view! {
        {search_box(search, FIELD.to_owned(), t().shell.find_client_of(&provider.name))}
        {rows}
    }
}
