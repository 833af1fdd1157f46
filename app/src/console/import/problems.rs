use leptos::prelude::*;
use worker::Summary;

use super::words::problem_text;
use crate::i18n::t;

/// So many are written out.
const SHOWN: usize = 100;

/// What in the file was not understood, and why.
pub(super) fn problems(summary: &Summary) -> Option<AnyView> {
    if summary.problem_count == 0 {
        return None;
    }
    let shown = summary.problems.len().min(SHOWN);
    let lines = summary.problems.iter().take(SHOWN).map(|problem| view! { <li>{problem_text(problem)}</li> }).collect_view();
    let rest = summary.problem_count.saturating_sub(u32::try_from(shown).unwrap_or(u32::MAX));
    Some(
        view! {
            <details class="import-problems">
                <summary>{t().imports.problems(summary.problem_count)}</summary>
                <ul class="plain-list" tabindex="0">
                    {lines}
                    {(rest > 0).then(|| view! { <li class="muted">{t().imports.problem_more(rest)}</li> })}
                </ul>
            </details>
        }
        .into_any(),
    )
}
