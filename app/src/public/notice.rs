use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What did not work, read aloud as soon as it is there. Without a drawing: these pages ask for none.
#[component]
pub fn Notice(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    view! { <div class="notice-box" aria-live="assertive">{move || text.get().map(|text| view! { <p class="notice">{text}</p> })}</div> }
}

/// Leads to the first field that says what is wrong with it, once the page shows it.
pub(super) fn focus_first_wrong() {
    request_animation_frame(|| {
        let field = document().query_selector("main [aria-invalid=true]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = field.focus();
        }
    });
}
