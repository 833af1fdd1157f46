use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use crate::{
    console,
    i18n::{LanguageChoice, t},
    manager, portal, public,
    session::{PasswordPrompt, Session},
    shell::{ConsoleFrame, HomeRedirect, ManagerFrame, PageTitle, PortalFrame, PublicFrame},
    ui::{ButtonKind, Gallery, LinkButton, UiHost},
};

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let language = LanguageChoice::provide();
    Session::provide();
    view! {
        <Router>
            {move || {
                // Texts are read when a view is built: another language builds it anew.
                language.get();
                view! {
                    <UiHost>
                        <Pages />
                        <PasswordPrompt />
                    </UiHost>
                }
            }}
        </Router>
    }
}

/// Every view is a URL.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=HomeRedirect />
            <ParentRoute path=path!("/providers/:provider") view=PortalFrame>
                <Route path=path!("") view=|| view! { <Redirect path="clients" /> } />
                <Route path=path!("clients") view=portal::ClientsPage />
                <Route path=path!("people") view=portal::PeoplePage />
                <Route path=path!("events") view=portal::EventsPage />
                <Route path=path!("plan") view=portal::PlanPage />
                <Route path=path!("settings") view=portal::SettingsPage />
            </ParentRoute>
            <ParentRoute path=path!("/organizations/:organization") view=ConsoleFrame>
                <Route path=path!("") view=|| view! { <Redirect path="members" /> } />
                <Route path=path!("members") view=console::MembersPage />
                <Route path=path!("events") view=console::EventsPage />
                <Route path=path!("settings") view=console::SettingsPage />
            </ParentRoute>
            <ParentRoute path=path!("/vault") view=ManagerFrame>
                <Route path=path!("") view=manager::HomePage />
                <Route path=path!("security") view=manager::SecurityPage />
            </ParentRoute>
            <ParentRoute path=path!("") view=PublicFrame>
                <Route path=path!("sign-in") view=public::SignInPage />
                <Route path=path!("register") view=public::RegisterPage />
                <Route path=path!("accept") view=public::AcceptPage />
                <Route path=path!("setup") view=public::SetupPage />
            </ParentRoute>
            <Route path=path!("/_gallery") view=Gallery />
        </Routes>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <PageTitle text=t().shell.page_not_found />
        <main class="solo">
            <div class="solo-card">
                <h1>{t().shell.page_not_found}</h1>
                <p class="muted">{t().shell.page_not_found_hint}</p>
                <LinkButton href="/" kind=ButtonKind::Primary>{t().shell.go_home}</LinkButton>
            </div>
        </main>
    }
}
