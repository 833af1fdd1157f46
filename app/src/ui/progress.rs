use leptos::prelude::*;

use super::{Button, ButtonKind};
use crate::i18n::t;

/// Long work: a bar, a count and a way to stop.
#[component]
pub fn Progress(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] done: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    #[prop(into, optional)] on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress-line">
                <span>{move || label.get()}</span>
                <small>{move || t().ui.of_total(done.get(), total.get())}</small>
            </div>
            <div class="progress-line">
                <progress aria-label=move || label.get() max=move || total.get().to_string() value=move || done.get().to_string()></progress>
                {on_cancel
                    .map(|on_cancel| view! { <Button kind=ButtonKind::Quiet on_press=on_cancel>{t().ui.cancel}</Button> })}
            </div>
        </div>
    }
}
