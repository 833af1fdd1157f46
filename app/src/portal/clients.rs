use leptos::prelude::*;

#[component]
pub fn ClientsPage() -> impl IntoView {
    view! { <h1>"ClientsPage"</h1> }
}
