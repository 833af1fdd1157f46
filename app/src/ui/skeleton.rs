use leptos::prelude::*;

use crate::i18n::t;

/// Grey lines in place of content that is on its way.
#[component]
pub fn Skeleton(#[prop(optional)] lines: Option<usize>) -> impl IntoView {
    let lines = (0..lines.unwrap_or(1)).map(|_| view! { <span class="bone"></span> }).collect_view();
    view! { <div class="skeleton" role="status"><span class="sr-only">{t().ui.loading}</span>{lines}</div> }
}
