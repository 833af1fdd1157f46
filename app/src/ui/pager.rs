use leptos::prelude::*;

use super::Button;
use crate::i18n::t;

/// The foot of a list: how much of it is loaded, and a button for more.
#[component]
pub fn Pager(
    #[prop(into)] shown: Signal<usize>,
    #[prop(into, optional)] total: Signal<Option<u64>>,
    #[prop(into)] has_more: Signal<bool>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into)] on_more: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="pager">
            <span aria-live="polite">
                {move || match total.get() {
                    Some(total) if has_more.get() => t().ui.rows_shown(shown.get(), total),
                    _ => t().ui.rows_all(shown.get()),
                }}
            </span>
            {move || has_more.get().then(|| view! { <Button busy=busy on_press=on_more>{t().ui.load_more}</Button> })}
        </div>
    }
}
