use leptos::prelude::*;
use leptos_router::components::Outlet;

/// Around the pages of a provider: `/providers/:provider/…`.
#[component]
pub fn PortalFrame() -> impl IntoView {
    view! { <main><Outlet /></main> }
}

/// Around the pages of an organization's Admin Console: `/organizations/:organization/…`.
#[component]
pub fn ConsoleFrame() -> impl IntoView {
    view! { <main><Outlet /></main> }
}

/// Around the Password Manager's pages: `/vault/…`.
#[component]
pub fn ManagerFrame() -> impl IntoView {
    view! { <main><Outlet /></main> }
}

/// Around the pages without a session.
#[component]
pub fn PublicFrame() -> impl IntoView {
    view! { <main><Outlet /></main> }
}
