use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_params_map};
use server::model::{access::Action, account::MyProvider, id::ProviderId, role::Status};

use super::{
    CurrentProvider, PageTitle,
    frame::Frame,
    guard::Guard,
    navigation::{NavLink, NavRow},
    product::Product,
};
use crate::{
    i18n::t,
    session::Session,
    ui::{EmptyState, LinkButton},
};

/// Around the pages of a provider: `/providers/:provider/…`.
#[component]
pub fn PortalFrame() -> impl IntoView {
    view! { <Guard><Portal /></Guard> }
}

#[component]
fn Portal() -> impl IntoView {
    let session = Session::get();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("provider").and_then(|id| id.parse::<ProviderId>().ok()));
    // Compared, so that the pages are not built anew each time the person is read again.
    let mine = Memo::new(move |_| {
        let id = id.get()?;
        session.me()?.providers.iter().find(|provider| provider.id == id).cloned()
    });
    move || match mine.get() {
        Some(mine) if mine.status == Status::Confirmed => portal_view(&mine),
        Some(mine) => outside_view(t().shell.provider_waiting(&mine.name), t().shell.provider_waiting_hint),
        None => outside_view(t().shell.provider_not_found.to_owned(), t().shell.provider_not_found_hint),
    }
}

fn portal_view(mine: &MyProvider) -> AnyView {
    let current = CurrentProvider::provide(mine.id, mine.role);
    let name = mine.name.clone();
    let name = Signal::derive(move || current.view().map_or_else(|| name.clone(), |view| view.name.clone()));
    let rows = move || {
        let page = |name: &str| format!("/providers/{}/{name}", current.id);
        let closed = |action| (!current.may(action)).then_some(t().shell.only_provider_admins);
        let waiting = current.view().map_or(0, |view| view.people_to_confirm);
        vec![
            NavRow::Link(NavLink::new(page("clients"), "building", t().shell.clients)),
            NavRow::Link(
                NavLink::new(page("people"), "people", t().shell.people)
                    .count(waiting, t().shell.to_confirm(waiting))
                    .closed_because(closed(Action::ProviderUsersList)),
            ),
            NavRow::Link(NavLink::new(page("events"), "list", t().shell.event_log).closed_because(closed(Action::ProviderEventsRead))),
            NavRow::Link(NavLink::new(page("plan"), "card", t().shell.plan_and_seats)),
            NavRow::Heading(t().shell.settings),
            NavRow::Link(NavLink::new(page("settings"), "gear", t().shell.provider_settings)),
        ]
    };
    view! {
        <Frame product=Product::ProviderPortal crumbs=move || view! { <b>{move || name.get()}</b> } rows=Signal::derive(rows)>
            <Outlet />
        </Frame>
    }
    .into_any()
}

/// A product's frame around nothing: the person does not belong here.
fn outside_view(title: String, text: &'static str) -> AnyView {
    view! {
        <PageTitle text=title.clone() />
        <Frame product=Product::ProviderPortal crumbs=|| () rows=Signal::stored(Vec::new())>
            <EmptyState icon="building" title=title text=text alone=true>
                <LinkButton href="/">{t().shell.go_home}</LinkButton>
            </EmptyState>
        </Frame>
    }
    .into_any()
}
