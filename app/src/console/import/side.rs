use leptos::prelude::*;
use server::model::{access::Relation, import::IMPORT_ITEMS_MAX};

use super::{
    send::begin_sending,
    task::{FOLDERS, ONE, Task},
};
use crate::{
    i18n::t,
    import::side,
    ui::{Choice, Field, Select},
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
    let is_provider = move || matches!(task.organization.relation(), Relation::Provider(_));
    let folders = Memo::new(move |_| wizard.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.folder_count)));
    let into = move || {
        (folders.get() > 0).then(|| {
            let choices = vec![Choice::new(ONE, t().imports.place_one), Choice::new(FOLDERS, t().imports.place_folders(folders.get()))];
            view! { <Select label=t().imports.into value=task.into choices=choices /> }
        })
    };
    let collection_label = Signal::derive(move || match task.into.read().as_str() {
        FOLDERS => t().imports.collection_rest.to_owned(),
        _ if folders.get() == 0 => t().imports.place_one.to_owned(),
        _ => t().imports.collection_name.to_owned(),
    });
    let hint = move || if is_provider() { t().imports.held_hint } else { t().imports.vault_hint };
    let places = view! {
        {into}
        <Field label=collection_label value=task.collection error=collection_error />
        <Field label=t().imports.reference value=task.reference optional=true error=reference_error />
        <p class="hint">{hint}</p>
    }
    .into_any();
    side(wizard, places, blocked, move || begin_sending(task), move || task.restart())
}

fn collection_error(task: Task) -> Option<String> {
    let name = task.collection.read();
    if name.trim().is_empty() {
        return Some(t().imports.collection_missing.to_owned());
    }
    (name.trim().chars().count() > NAME_MAX).then(|| t().imports.collection_long.to_owned())
}
