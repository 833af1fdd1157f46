use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Button, Toasts};
use crate::i18n::t;

/// Puts text on the clipboard and says so, or says how to do it by hand.
pub fn copy_to_clipboard(text: String, toasts: Option<Toasts>) {
    leptos::task::spawn_local(async move {
        let done = JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok();
        if let Some(toasts) = toasts {
            if done { toasts.note(t().ui.copied) } else { toasts.warn(t().ui.copy_failed) }
        }
    });
}

/// A text that is there to be copied: an address, a code.
#[component]
pub fn CopyText(
    #[prop(into)] text: Signal<String>,
    /// What the text is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    view! {
        <div class="copy-text">
            <input type="text" readonly aria-label=label prop:value=move || text.get() on:focus=move |event| select_all(&event) />
            <Button icon="copy" on_press=move |()| copy_to_clipboard(text.get_untracked(), toasts)>
                {t().ui.copy}
            </Button>
        </div>
    }
}

fn select_all(event: &web_sys::FocusEvent) {
    event_target::<web_sys::HtmlInputElement>(event).select();
}
