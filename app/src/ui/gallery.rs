use leptos::prelude::*;

/// Every component in every state.
#[component]
pub fn Gallery() -> impl IntoView {
    view! { <main class="page"></main> }
}
