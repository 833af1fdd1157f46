use leptos::prelude::*;

#[component]
pub fn AcceptPage() -> impl IntoView {
    view! { <h1>"AcceptPage"</h1> }
}
