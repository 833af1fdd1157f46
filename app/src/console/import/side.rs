use leptos::prelude::*;
use server::model::{access::Relation, import::IMPORT_ITEMS_MAX};
use worker::Summary;

use super::{
    mapping::{FormatSelect, shown_format},
    problems::problems,
    send::begin_sending,
    wizard::{FOLDERS, ONE, Wizard},
    words::kinds_name,
};
use crate::{
    i18n::{number, t},
    ui::{Button, ButtonKind, Callout, Choice, Field, Select, Tone},
};

const NAME_MAX: usize = 200;
const REFERENCE_MAX: usize = 100;

/// Beside the items: what the file has, where it goes, and the button that sends it.
#[component]
pub(super) fn Side(wizard: Wizard) -> impl IntoView {
    let words = &t().imports;
    let name = wizard.source.with_untracked(|source| source.as_ref().map(|source| source.name.clone()).unwrap_or_default());
    let collection_error = Signal::derive(move || collection_error(wizard));
    let reference_error = Signal::derive(move || (wizard.reference.read().chars().count() > REFERENCE_MAX).then(|| t().imports.reference_long.to_owned()));
    let blocked = Signal::derive(move || {
        let chosen = wizard.selection.count();
        if chosen == 0 {
            return Some(t().imports.none_chosen.to_owned());
        }
        if chosen > IMPORT_ITEMS_MAX as usize {
            return Some(t().imports.too_many_chosen(IMPORT_ITEMS_MAX));
        }
        collection_error.get().or_else(|| reference_error.get())
    });
    let is_provider = move || matches!(wizard.organization.relation(), Relation::Provider(_));
    let folders = Memo::new(move |_| wizard.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.folder_count)));
    let into = move || {
        (folders.get() > 0).then(|| {
            let choices = vec![Choice::new(ONE, t().imports.place_one), Choice::new(FOLDERS, t().imports.place_folders(folders.get()))];
            view! { <Select label=t().imports.into value=wizard.into choices=choices /> }
        })
    };
    let collection_label = Signal::derive(move || match wizard.into.read().as_str() {
        FOLDERS => t().imports.collection_rest.to_owned(),
        _ if folders.get() == 0 => t().imports.place_one.to_owned(),
        _ => t().imports.collection_name.to_owned(),
    });
    let hint = move || if is_provider() { t().imports.held_hint } else { t().imports.vault_hint };
    let pending = Signal::derive(move || wizard.busy.get() || wizard.progress.is_running.get());
    view! {
        <div class="stack import-side">
            <section class="card pad stack">
                <h2 class="import-file" title=name.clone()>{name.clone()}</h2>
                {move || wizard.summary.get().map(|summary| facts(&summary))}
                <FormatSelect wizard=wizard />
            </section>
            <section class="card pad stack">
                {into}
                <Field label=collection_label value=wizard.collection error=collection_error />
                <Field label=words.reference value=wizard.reference optional=true error=reference_error />
                <p class="hint">{hint}</p>
            </section>
            {move || wizard.problem.get().map(|problem| view! { <Callout tone=Tone::Bad>{problem}</Callout> })}
            <div class="import-send">
                <Button kind=ButtonKind::Primary icon="lock" busy=pending disabled_because=blocked on_press=move |()| begin_sending(wizard)>
                    {move || t().imports.send(wizard.selection.count())}
                </Button>
                <Button on_press=move |()| wizard.restart()>{words.another_file}</Button>
            </div>
        </div>
    }
}

fn collection_error(wizard: Wizard) -> Option<String> {
    let name = wizard.collection.read();
    if name.trim().is_empty() {
        return Some(t().imports.collection_missing.to_owned());
    }
    (name.trim().chars().count() > NAME_MAX).then(|| t().imports.collection_long.to_owned())
}

fn facts(summary: &Summary) -> AnyView {
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
            {(summary.not_understood > 0).then(|| line(words.not_understood, summary.not_understood))}
        </dl>
        {problems(summary)}
    }
    .into_any()
}
