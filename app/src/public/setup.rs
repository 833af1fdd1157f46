use leptos::prelude::*;

#[component]
pub fn SetupPage() -> impl IntoView {
    view! { <h1>"SetupPage"</h1> }
}
