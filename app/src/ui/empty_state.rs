use leptos::prelude::*;

use super::Icon;

/// What to see where nothing is: one sentence, and as children the one action that changes it.
#[component]
pub fn EmptyState(
    #[prop(into, optional)] icon: Option<&'static str>,
    #[prop(into)] title: String,
    #[prop(into, optional)] text: Option<String>,
    /// Nothing else is on the page: the title is the page's.
    #[prop(optional)]
    alone: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon.unwrap_or("search") /></span>
            {if alone { view! { <h1>{title}</h1> }.into_any() } else { view! { <strong>{title}</strong> }.into_any() }}
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}
