use std::collections::BTreeSet;

use leptos::prelude::*;
use worker::Summary;

use super::{
    mapping::{FormatSelect, shown_format},
    wizard::Wizard,
    words::{kinds_name, problem_text},
};
use crate::{
    i18n::{number, t},
    ui::{Button, ButtonKind, Callout, Tone},
};

/// Beside the items: what the file has, where it goes (`places`), and the button that sends it.
pub fn side(
    wizard: Wizard,
    places: AnyView,
    blocked: impl Fn() -> Option<String> + Send + Sync + 'static,
    send: impl Fn() + Send + Sync + 'static,
    restart: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let words = &t().imports;
    let name = wizard.source.with_untracked(|source| source.as_ref().map(|source| source.name.clone()).unwrap_or_default());
    let blocked = Signal::derive(move || if wizard.selection.count() == 0 { Some(words.none_chosen.to_owned()) } else { blocked() });
    let pending = Signal::derive(move || wizard.busy.get() || wizard.progress.is_running.get());
    view! {
        <div class="stack import-side">
            <section class="card pad stack">
                <h2 class="import-file" title=name.clone()>{name.clone()}</h2>
                {move || wizard.summary.get().map(|summary| facts(wizard, &summary))}
                <FormatSelect wizard=wizard />
            </section>
            <section class="card pad stack">{places}</section>
            {move || wizard.problem.get().map(|problem| view! { <Callout tone=Tone::Bad>{problem}</Callout> })}
            <div class="import-send">
                <Button kind=ButtonKind::Primary icon="lock" busy=pending disabled_because=blocked on_press=move |()| send()>
                    {move || t().imports.send(wizard.selection.count())}
                </Button>
                <Button on_press=move |()| restart()>{words.another_file}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// What is in a file, in numbers.
fn facts(wizard: Wizard, summary: &Summary) -> AnyView {
    let words = &t().imports;
    let line = |label: &'static str, count: u32| view! { <dt>{label}</dt><dd>{number(u64::from(count))}</dd> };
    let kinds = summary.kinds.iter().map(|(kind, count)| line(kinds_name(*kind), *count)).collect_view();
    view! {
        <dl class="facts">
            <dt>{words.format}</dt>
            <dd>{shown_format(summary.format)}</dd>
            {line(words.rows_read, summary.rows_read)}
            {kinds}
            {(!summary.twice.is_empty()).then(|| line(words.twice, u32::try_from(summary.twice.len()).unwrap_or(u32::MAX)))}
            {move || {
                let here = wizard.here.with(BTreeSet::len);
                (here > 0).then(|| line(words.here, u32::try_from(here).unwrap_or(u32::MAX)))
            }}
            {(summary.not_understood > 0).then(|| line(words.not_understood, summary.not_understood))}
        </dl>
        {problems(summary)}
    }
    .into_any()
}

/// So many are written out.
const SHOWN: usize = 100;

/// What in the file was not understood, and why.
fn problems(summary: &Summary) -> Option<AnyView> {
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
