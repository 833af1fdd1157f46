use leptos::prelude::*;

/// What did not work, read aloud as soon as it is there. Without a drawing: these pages ask for none.
#[component]
pub fn Notice(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    view! { <div class="notice-box" aria-live="assertive">{move || text.get().map(|text| view! { <p class="notice">{text}</p> })}</div> }
}
