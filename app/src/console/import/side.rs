use leptos::prelude::*;
use server::model::import::IMPORT_ITEMS_MAX;

use super::{
    present::is_limited,
    send::begin_sending,
    task::{FOLDERS, ONE, PRESENT, Task},
};
use crate::{
    i18n::t,
    import::side,
    ui::{Button, Field, RadioCard, RadioCards, Select},
};

const NAME_MAX: usize = 200;
const REFERENCE_MAX: usize = 100;

/// Beside the items: what the file has, where it goes, and the button that sends it.
#[component]
pub(super) fn Side(task: Task) -> impl IntoView {
    let wizard = task.wizard;
    let collection_error = Signal::derive(move || collection_error(task));
    let reference_error = Signal::derive(move || (task.reference.read().chars().count() > REFERENCE_MAX).then(|| t().imports.reference_long.to_owned()));
    let blocked = move || {
        if wizard.selection.count() > IMPORT_ITEMS_MAX as usize {
            return Some(t().imports.too_many_chosen(IMPORT_ITEMS_MAX));
        }
        collection_error.get().or_else(|| reference_error.get())
    };
    let hint = move || if task.is_provider() { t().imports.held_hint } else { t().imports.vault_hint };
    let place = move || {
        if *task.into.read() == PRESENT {
            return present(task);
        }
        let label = if *task.into.read() == FOLDERS { t().imports.collection_rest } else { t().imports.collection_name };
        view! { <Field label=label value=task.collection error=collection_error /> }.into_any()
    };
    let chosen = Callback::new(move |into: String| {
        if into == PRESENT && task.choices.with_untracked(Option::is_none) {
            task.fetch_choices();
        }
    });
    let places = view! {
        <RadioCards label=t().imports.into value=task.into cards=Signal::derive(move || cards(task)) on_change=chosen />
        {place}
        <Field label=t().imports.reference value=task.reference optional=true error=reference_error />
        <p class="hint">{hint}</p>
    }
    .into_any();
    side(wizard, places, blocked, move || begin_sending(task), move || task.restart())
}

/// Where the items may go, and why not. Tracks.
fn cards(task: Task) -> Vec<RadioCard> {
    let words = &t().imports;
    let folders = task.wizard.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.folder_count));
    let no_new = is_limited(task.organization.relation()).then(|| words.place_managed_only.to_owned());
    let no_folders = no_new.clone().or_else(|| (folders == 0).then(|| words.place_no_folders.to_owned()));
    let for_folders = if folders == 0 { words.place_any_folders.to_owned() } else { words.place_folders(folders) };
    let no_present = task.is_provider().then(|| words.place_provider.to_owned());
    vec![
        RadioCard::new(ONE, words.place_one, words.place_one_note).disabled_because(no_new),
        RadioCard::new(FOLDERS, for_folders, words.place_folders_note).disabled_because(no_folders),
        RadioCard::new(PRESENT, words.place_present, words.place_present_note).disabled_because(no_present),
    ]
}

/// Which of the collections that are there. Tracks.
fn present(task: Task) -> AnyView {
    let words = &t().imports;
    match task.choices.get() {
        None => view! { <Button icon="unlock" on_press=move |()| task.fetch_choices()>{words.place_show}</Button> }.into_any(),
        Some(choices) if choices.is_empty() => view! { <p class="hint">{words.place_none}</p> }.into_any(),
        Some(choices) => view! { <Select label=words.place_which value=task.present choices=choices /> }.into_any(),
    }
}

fn collection_error(task: Task) -> Option<String> {
    if *task.into.read() == PRESENT {
        let is_chosen = task.choices.read().as_ref().is_some_and(|choices| !choices.is_empty());
        return (!is_chosen).then(|| t().imports.place_choose.to_owned());
    }
    let name = task.collection.read();
    if name.trim().is_empty() {
        return Some(t().imports.collection_missing.to_owned());
    }
    (name.trim().chars().count() > NAME_MAX).then(|| t().imports.collection_long.to_owned())
}
