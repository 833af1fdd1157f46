mod drawings;

use drawings::drawing;
use leptos::prelude::*;

/// A drawing. It says nothing to a screen reader: the words beside it do.
///
/// It is a path of its own rather than a reference to a sprite, which costs a browser a quarter of a millisecond each.
#[component]
pub fn Icon(
    /// Name of a drawing in `drawings.rs`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=move || drawing(&name.read())></path>
        </svg>
    }
}
