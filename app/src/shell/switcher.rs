use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;
use server::model::{
    account::{Me, MyOrganization},
    role::{ProviderRole, Status},
};

use super::{
    home::{administers, home_path},
    pick::{console_path, pick_row, rove_rows, search_box, search_note, when},
    product::Product,
    recent::recent_clients,
    search::{Scope, Search, Searching},
};
use crate::{
    i18n::t,
    session::Session,
    ui::{Icon, focus_id},
};

const PANEL: &str = "product-switch";
const FIELD: &str = "product-switch-find";

/// The button at the top left, and the panel that leads to every product, provider and client of the person.
#[component]
pub(super) fn ProductSwitch(product: Product) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |_| {
        let now = panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        open.set(now);
        // On a touch screen the focus would cover half of the panel with the keyboard.
        if now && window().match_media("(pointer: fine)").ok().flatten().is_some_and(|media| media.matches()) {
            request_animation_frame(|| focus_id(FIELD));
        }
    };
    let path = use_location().pathname;
    // Links lead to another page of the same document: the panel has done its work.
    Effect::new(move |_| {
        path.track();
        if let Some(panel) = panel.get_untracked() {
            // Fails only when it is closed already.
            let _ = panel.hide_popover();
        }
    });
    view! {
        <button type="button" class="product-switch" popovertarget=PANEL aria-haspopup="dialog" aria-expanded=move || if open.get() { "true" } else { "false" }>
            <span class="dots" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i></span>
            <span class="product-name">{product.name()}</span>
            <Icon name="chevron-down" />
            <span class="sr-only">{t().shell.switch_product}</span>
        </button>
        <div
            class="popover switch-panel"
            id=PANEL
            popover="auto"
            role="group"
            node_ref=panel
            aria-label=t().shell.switch_product
            on:toggle=toggled
            on:keydown=|event| rove_rows(&event)
        >
            {move || open.get().then(|| view! { <Panel product=product path=path /> })}
        </div>
    }
}

#[component]
fn Panel(product: Product, path: Memo<String>) -> impl IntoView {
    let session = Session::get();
    let search = Search::new(session, Signal::derive(move || Scope::everywhere(session)));
    let me = Signal::derive(move || session.me());
    let can_search = move || me.get().is_some_and(|me| !me.providers.is_empty() || me.organizations.len() > 6);
    view! {
        {move || me.get().map(|me| tiles(product, &me))}
        {move || can_search().then(|| search_box(search, FIELD.to_owned(), t().shell.find_client.to_owned()))}
        {move || {
            let Some(me) = me.get() else { return ().into_any() };
            if search.text.read().trim().is_empty() { own_view(&me, path) } else { found_view(&me, search, path) }
        }}
    }
}

/// Only the products that the person has something to do with.
fn tiles(product: Product, me: &Me) -> AnyView {
    let provider = me.providers.iter().find(|provider| provider.status == Status::Confirmed);
    let organization = me.organizations.iter().find(|organization| administers(organization));
    let recent = recent_clients(me.id).into_iter().next().map(|client| client.id);
    let console = recent.or(organization.map(|organization| organization.id)).map(console_path);
    let console = console.or_else(|| provider.map(|_| home_path(me)));
    let tile = |of: Product, href: String| {
        view! {
            <a class="tile" href=href aria-current=(of == product).then_some("true")>
                <Icon name=of.icon() />
                <span>{of.name()}</span>
            </a>
        }
    };
    view! {
        <div class="tiles">
            {tile(Product::PasswordManager, "/vault".to_owned())}
            {console.map(|href| tile(Product::AdminConsole, href))}
            {provider.map(|provider| tile(Product::ProviderPortal, format!("/providers/{}/clients", provider.id)))}
        </div>
    }
    .into_any()
}

fn is_below(path: Memo<String>, start: String) -> Signal<bool> {
    Signal::derive(move || path.read().starts_with(&start))
}

fn organization_row(organization: &MyOrganization, path: Memo<String>) -> AnyView {
    let id = organization.id;
    let note = organization.provider_name.clone().unwrap_or_default().into_any();
    pick_row(format!("/organizations/{id}"), id.to_string(), organization.name.clone(), note, is_below(path, format!("/organizations/{id}")))
}

/// Providers, own organizations, and the clients visited last.
fn own_view(me: &Me, path: Memo<String>) -> AnyView {
    let role = |role| if role == ProviderRole::Admin { t().shell.provider_admin } else { t().shell.service_user };
    let confirmed: Vec<_> = me.providers.iter().filter(|provider| provider.status == Status::Confirmed).collect();
    let heading = if confirmed.len() > 1 { t().shell.providers } else { t().shell.provider };
    let providers = confirmed
        .iter()
        .map(|provider| {
            let start = format!("/providers/{}", provider.id);
            let current = is_below(path, start.clone());
            pick_row(format!("{start}/clients"), provider.id.to_string(), provider.name.clone(), role(provider.role).into_any(), current)
        })
        .collect_view();
    let organizations: Vec<_> = me.organizations.iter().filter(|organization| organization.status == Status::Confirmed).take(8).collect();
    let own = organizations.iter().map(|organization| organization_row(organization, path)).collect_view();
    let recent = recent_clients(me.id);
    let recent_rows = recent
        .iter()
        .map(|client| {
            let current = is_below(path, format!("/organizations/{}", client.id));
            pick_row(console_path(client.id), client.id.to_string(), client.name.clone(), when(client.at), current)
        })
        .collect_view();
    view! {
        {(!confirmed.is_empty()).then(|| view! { <h2 class="pick-head">{heading}</h2> })}
        {providers}
        {(!organizations.is_empty()).then(|| view! { <h2 class="pick-head">{t().shell.organizations}</h2> })}
        {own}
        {(!recent.is_empty()).then(|| view! { <h2 class="pick-head">{t().shell.recent_clients}</h2> })}
        {recent_rows}
    }
    .into_any()
}

/// Own organizations by name, and what the server found among the clients.
fn found_view(me: &Me, search: Search, path: Memo<String>) -> AnyView {
    let typed = search.text.get().trim().to_lowercase();
    let confirmed = me.organizations.iter().filter(|organization| organization.status == Status::Confirmed);
    let own: Vec<_> = confirmed.filter(|organization| organization.name.to_lowercase().contains(&typed)).cloned().collect();
    let several = me.providers.len() > 1;
    let clients = search.clients.get();
    let nothing = own.is_empty() && clients.is_empty() && search.state.get() == Searching::Done;
    let own_rows = own.iter().map(|organization| organization_row(organization, path)).collect_view();
    let client_rows = clients
        .into_iter()
        .map(|client| {
            let note = if several { client.provider_name } else { String::new() };
            let current = is_below(path, format!("/organizations/{}", client.id));
            pick_row(console_path(client.id), client.id.to_string(), client.name, note.into_any(), current)
        })
        .collect_view();
    view! {
        {(!own.is_empty()).then(|| view! { <h2 class="pick-head">{t().shell.organizations}</h2> })}
        {own_rows}
        {(!me.providers.is_empty()).then(|| view! { <h2 class="pick-head">{t().shell.clients}</h2> })}
        {client_rows}
        {search_note(search)}
        {nothing.then(|| view! { <p class="pick-note" role="status">{t().shell.no_client_found}</p> })}
    }
    .into_any()
}
