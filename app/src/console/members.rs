use leptos::prelude::*;

#[component]
pub fn MembersPage() -> impl IntoView {
    view! { <h1>"MembersPage"</h1> }
}
