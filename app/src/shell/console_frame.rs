use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::Outlet, hooks::use_params_map};
use server::{
    api::organizations::enter_organization,
    model::{
        access::{Action, Relation},
        error::{ApiError, ErrorCode},
        id::OrganizationId,
        organization::{OrganizationRequest, OrganizationView, Standing},
    },
};

use super::{
    CurrentOrganization, PageTitle, Problem,
    banner::{ClientBanner, mark_tab},
    client_picker::ClientPicker,
    frame::Frame,
    guard::Guard,
    navigation::{NavLink, NavRow},
    product::Product,
    recent::{forget_client, remember_client},
};
use crate::{
    i18n::t,
    session::{Session, show_client},
    ui::{EmptyState, LinkButton, Skeleton},
};

/// Around the pages of an organization's Admin Console: `/organizations/:organization/…`.
#[component]
pub fn ConsoleFrame() -> impl IntoView {
    view! { <Guard><Console /></Guard> }
}

/// How far entering has come.
#[derive(Clone)]
enum Entry {
    Waiting,
    In(Box<OrganizationView>),
    Failed(ApiError),
}

#[component]
fn Console() -> impl IntoView {
    let session = Session::get();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("organization").and_then(|id| id.parse::<OrganizationId>().ok()));
    move || match id.get() {
        Some(id) => entered_view(session, id),
        None => outside_view(None, None),
    }
}

/// Enters once; all the pages of one organization share it.
fn entered_view(session: Session, id: OrganizationId) -> AnyView {
    let entry = RwSignal::new(Entry::Waiting);
    let enter = move || {
        let request = OrganizationRequest { organization: id };
        spawn_local(async move {
            let entered = match session.call(|| enter_organization(request.clone())).await {
                Ok(view) => Entry::In(Box::new(view)),
                Err(error) => {
                    if let (ErrorCode::NotFound, Some(me)) = (error.code, untrack(|| session.me())) {
                        forget_client(me.id, id);
                    }
                    Entry::Failed(error)
                }
            };
            // The signal is gone when the person has left meanwhile.
            entry.try_set(entered);
        });
    };
    // Until the banner of this client is gone, the server takes no write for another.
    show_client(Some(id));
    on_cleanup(|| show_client(None));
    enter();
    let retry = Callback::new(move |()| {
        entry.set(Entry::Waiting);
        enter();
    });
    (move || match entry.get() {
        Entry::In(view) => console_view(session, *view),
        Entry::Waiting => view! {
            <Frame product=Product::AdminConsole crumbs=|| () rows=Signal::stored(Vec::new())>
                <Skeleton lines=6 />
            </Frame>
        }
        .into_any(),
        Entry::Failed(error) if error.code == ErrorCode::NotFound => outside_view(None, None),
        Entry::Failed(error) => outside_view(Some(error), Some(retry)),
    })
    .into_any()
}

fn console_view(session: Session, view: OrganizationView) -> AnyView {
    let current = CurrentOrganization::provide(view);
    mark_tab(current);
    Effect::new(move |_| {
        let view = current.view();
        if let (Some(me), Some(provider), Standing::Provider(_)) = (untrack(|| session.me()), &view.provider, view.standing) {
            remember_client(me.id, view.id, view.name.clone(), provider.id);
        }
    });
    let rows = move || {
        let page = |name: &str| format!("/organizations/{}/{name}", current.id);
        let closed = |action| (!current.may(action)).then_some(t().shell.only_with_right);
        let waiting = current.view().details.as_ref().map_or(0, |details| details.to_confirm);
        let held = current.imports_waiting();
        vec![
            NavRow::Link(
                NavLink::new(page("members"), "people", t().shell.members)
                    .count(waiting, t().shell.to_confirm(waiting))
                    .closed_because(closed(Action::ClientMembersList)),
            ),
            NavRow::Link(NavLink::new(page("groups"), "groups", t().shell.groups).closed_because(closed(Action::ClientGroupsList))),
            NavRow::Link(NavLink::new(page("collections"), "folder", t().shell.collections)),
            NavRow::Heading(t().shell.insight),
            NavRow::Link(NavLink::new(page("events"), "list", t().shell.event_log).closed_because(closed(Action::ClientEventsRead))),
            NavRow::Heading(t().shell.tools),
            NavRow::Link(
                NavLink::new(page("import"), "import", t().shell.import)
                    .count(held, t().shell.to_accept(held))
                    .closed_because(closed(Action::ClientImportList)),
            ),
            NavRow::Heading(t().shell.settings),
            NavRow::Link(NavLink::new(page("settings"), "gear", t().shell.organization)),
        ]
    };
    view! {
        <Frame product=Product::AdminConsole crumbs=move || crumbs(current) rows=Signal::derive(rows) banner=move || view! { <ClientBanner current=current /> }>
            <Outlet />
        </Frame>
    }
    .into_any()
}

fn crumbs(current: CurrentOrganization) -> AnyView {
    let provider = Memo::new(move |_| match current.relation() {
        Relation::Provider(_) => current.view().provider.clone(),
        Relation::Member(..) => None,
    });
    view! {
        {move || match provider.get() {
            Some(provider) => view! {
                <a class="crumb-provider" href=format!("/providers/{}/clients", provider.id)>{provider.name.clone()}</a>
                <span class="crumb-mark" aria-hidden="true">"/"</span>
                <ClientPicker current=current provider=provider />
            }
            .into_any(),
            None => view! { <b>{move || current.view().name.clone()}</b> }.into_any(),
        }}
    }
    .into_any()
}

fn outside_view(error: Option<ApiError>, on_retry: Option<Callback<()>>) -> AnyView {
    let inside = match (error, on_retry) {
        (Some(error), Some(on_retry)) => view! { <Problem error=error on_retry=on_retry /> }.into_any(),
        _ => view! {
            <PageTitle text=t().shell.organization_not_found />
            <EmptyState icon="shield" title=t().shell.organization_not_found text=t().shell.organization_not_found_hint alone=true>
                <LinkButton href="/">{t().shell.go_home}</LinkButton>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <Frame product=Product::AdminConsole crumbs=|| () rows=Signal::stored(Vec::new())>{inside}</Frame>
    }
    .into_any()
}

/// Whether the person is there for the provider rather than as a member.
pub(super) const fn is_provider_user(standing: Standing) -> bool {
    matches!(standing, Standing::Provider(_))
}
