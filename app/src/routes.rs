use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use server::model::access::Action;

use crate::{
    i18n::{LanguageChoice, t},
    parts::{self, page},
    public,
    session::{PasswordPrompt, Session},
    shell::{CurrentOrganization, HomeRedirect, PageTitle, PublicFrame},
    ui::{ButtonKind, EmptyState, LinkButton, UiHost},
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
            <ParentRoute path=path!("/providers/:provider") view=|| page(parts::portal_frame)>
                <Route path=path!("") view=|| view! { <Redirect path="clients" /> } />
                <Route path=path!("clients") view=|| page(parts::portal_clients) />
                <Route path=path!("people") view=|| page(parts::portal_people) />
                <Route path=path!("events") view=|| page(parts::portal_events) />
                <Route path=path!("plan") view=|| page(parts::portal_plan) />
                <Route path=path!("settings") view=|| page(parts::portal_settings) />
                <Route path=path!("*any") view=NoSuchPage />
            </ParentRoute>
            <ParentRoute path=path!("/organizations/:organization") view=|| page(parts::console_frame)>
                <Route path=path!("") view=ConsoleStart />
                <Route path=path!("members") view=|| page(parts::console_members) />
                <Route path=path!("collections") view=|| page(parts::console_collections) />
                <Route path=path!("groups") view=|| page(parts::console_groups) />
                <Route path=path!("events") view=|| page(parts::console_events) />
                <Route path=path!("import") view=|| page(parts::console_import) />
                <Route path=path!("settings") view=|| page(parts::console_settings) />
                <Route path=path!("*any") view=NoSuchPage />
            </ParentRoute>
            <ParentRoute path=path!("/vault") view=|| page(parts::manager_frame)>
                <Route path=path!("") view=|| page(parts::manager_vault) />
                <Route path=path!("import") view=|| page(parts::manager_import) />
                <Route path=path!("generator") view=|| page(parts::manager_generator) />
                <Route path=path!("account") view=|| page(parts::manager_home) />
                <Route path=path!("security") view=|| page(parts::manager_security) />
                <Route path=path!("*any") view=NoSuchPage />
            </ParentRoute>
            <ParentRoute path=path!("") view=PublicFrame>
                <Route path=path!("sign-in") view=public::SignInPage />
                <Route path=path!("register") view=|| page(parts::register) />
                <Route path=path!("accept") view=|| page(parts::accept) />
                <Route path=path!("setup") view=|| page(parts::setup) />
            </ParentRoute>
            <Route path=path!("/_gallery") view=|| page(parts::gallery_page) />
        </Routes>
    }
}

/// The first page of an Admin Console that is open to the person.
#[component]
fn ConsoleStart() -> impl IntoView {
    let is_open = untrack(|| CurrentOrganization::get().may(Action::ClientMembersList));
    view! { <Redirect path=if is_open { "members" } else { "collections" } /> }
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

/// The same within a frame, which stays.
#[component]
fn NoSuchPage() -> impl IntoView {
    view! {
        <PageTitle text=t().shell.page_not_found />
        <EmptyState title=t().shell.page_not_found text=t().shell.page_not_found_hint alone=true>
            <LinkButton href="/">{t().shell.go_home}</LinkButton>
        </EmptyState>
    }
}
