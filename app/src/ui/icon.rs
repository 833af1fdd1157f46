use leptos::prelude::*;

/// A drawing of the sprite. It says nothing to a screen reader: the words beside it do.
///
/// The few drawings that pages without a session need are part of the program, so that those pages ask for no sprite.
#[component]
pub fn Icon(
    /// Name of a symbol in `public/icons.svg`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            {move || match built_in(&name.read()) {
                Some(path) => view! { <path d=path></path> }.into_any(),
                None => view! { <use href=format!("/icons.svg#{}", name.read())></use> }.into_any(),
            }}
        </svg>
    }
}

fn built_in(name: &str) -> Option<&'static str> {
    match name {
        "eye" => Some("M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"),
        "eye-off" => Some(
            "M4 4l16 16M9.9 5.3A9.7 9.7 0 0 1 12 5c6.4 0 10 7 10 7a17 17 0 0 1-3 3.8M6.2 6.6A16.6 16.6 0 0 0 2 12s3.6 7 10 7a9.5 9.5 0 0 0 4.3-1M9.9 9.9a3 3 0 0 0 4.2 4.2",
        ),
        "close" => Some("M6 6l12 12M18 6L6 18"),
        _ => None,
    }
}
