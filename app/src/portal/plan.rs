use leptos::prelude::*;

#[component]
pub fn PlanPage() -> impl IntoView {
    view! { <h1>"PlanPage"</h1> }
}
