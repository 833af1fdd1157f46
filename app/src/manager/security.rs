use leptos::prelude::*;

#[component]
pub fn SecurityPage() -> impl IntoView {
    view! { <h1>"SecurityPage"</h1> }
}
