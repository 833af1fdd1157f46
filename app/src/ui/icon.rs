use leptos::prelude::*;

/// A drawing of the sprite. It says nothing to a screen reader: the words beside it do.
#[component]
pub fn Icon(
    /// Name of a symbol in `public/icons.svg`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=move || format!("/icons.svg#{}", name.read())></use>
        </svg>
    }
}
