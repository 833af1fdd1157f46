//! How a file is read: as which format, and what the columns of a table hold.

use leptos::prelude::*;
use vault::import::{Format, Target};
use worker::TableView;

use super::{
    wizard::Wizard,
    words::{product_name, target_name},
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Choice, Select},
};

/// Another format than the one that was recognized.
#[component]
pub fn FormatSelect(wizard: Wizard) -> impl IntoView {
    let choices = Signal::derive(move || {
        let recognized = wizard.summary.with(|summary| summary.as_ref().and_then(|summary| summary.format)).filter(|_| wizard.format.read().is_empty());
        let first = match recognized {
            Some(format) => t().imports.format_recognized(product_name(format)),
            None => t().imports.format_any.to_owned(),
        };
        let mut formats: Vec<Format> = Format::ALL.to_vec();
        formats.sort_by_key(|format| (*format == Format::GenericCsv, format.name().to_lowercase()));
        let rest = formats.into_iter().map(|format| Choice::new(format.id(), product_name(format)));
        std::iter::once(Choice::new("", first)).chain(rest).collect::<Vec<_>>()
    });
    let change = move |_| {
        wizard.columns.set(None);
        wizard.read_anew();
    };
    view! { <Select label=t().imports.read_as value=wizard.format choices=choices on_change=change /> }
}

/// The columns of a table that no product is known to write.
#[component]
pub fn Mapping(wizard: Wizard, table: TableView) -> impl IntoView {
    let words = &t().imports;
    let before = untrack(|| wizard.columns.get()).filter(|columns| columns.len() == table.columns.len()).unwrap_or(table.targets);
    let picked: Vec<RwSignal<String>> = before.iter().map(|target| RwSignal::new(place_of(*target).to_string())).collect();
    let choices = Signal::stored(Target::ALL.iter().map(|target| Choice::new(place_of(*target).to_string(), target_name(*target))).collect::<Vec<_>>());
    let columns = table.columns.iter().zip(picked.clone()).enumerate().map(|(at, (name, value))| {
        let sample = table.samples.iter().filter_map(|row| row.get(at)).find(|cell| !cell.is_empty());
        let hint = sample.map_or_else(|| t().imports.mapping_secret.to_owned(), |sample| t().imports.mapping_sample(sample.as_str()));
        view! { <Select label=name.as_str().to_owned() value=value choices=choices hint=Some(hint) /> }
    });
    let columns = columns.collect_view();
    let apply = move |()| {
        let chosen = picked.iter().map(|value| value.with_untracked(|value| target_at(value))).collect();
        wizard.columns.set(Some(chosen));
        // Only a table has columns of its own.
        wizard.format.set(Format::GenericCsv.id().to_owned());
        wizard.read_anew();
    };
    view! {
        <section class="card pad stack">
            <div>
                <h2>{words.mapping_title}</h2>
                <p class="muted">{words.mapping_text}</p>
            </div>
            <div class="columns import-columns">{columns}</div>
            <div class="actions">
                <Button kind=ButtonKind::Primary icon="refresh" busy=wizard.busy on_press=apply>{words.mapping_apply}</Button>
            </div>
        </section>
    }
}

fn place_of(target: Target) -> usize {
    Target::ALL.iter().position(|known| *known == target).unwrap_or_default()
}

fn target_at(place: &str) -> Target {
    place.parse().ok().and_then(|place: usize| Target::ALL.get(place).copied()).unwrap_or(Target::Ignore)
}

/// What the file was read as.
pub fn shown_format(format: Option<Format>) -> String {
    format.map_or_else(|| t().imports.format_unknown.to_owned(), |format| product_name(format).to_owned())
}
