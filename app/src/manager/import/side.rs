use leptos::prelude::*;

use super::{
    send::begin_sending,
    task::{FOLDERS, NOWHERE, Task},
};
use crate::{
    i18n::t,
    import::side,
    ui::{Choice, Select},
};

/// Beside the items: what the file has, and whether its folders are kept.
#[component]
pub(super) fn Side(task: Task) -> impl IntoView {
    let wizard = task.wizard;
    let folders = Memo::new(move |_| wizard.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.folder_count)));
    let into = move || {
        (folders.get() > 0).then(|| {
            let words = &t().vault_tools;
            let choices = vec![Choice::new(FOLDERS, words.import_folders(folders.get())), Choice::new(NOWHERE, words.import_no_folder)];
            let hint = Signal::derive(move || (*task.into.read() == FOLDERS).then(|| t().vault_tools.import_folders_hint.to_owned()));
            view! { <Select label=t().imports.into value=task.into choices=choices hint=hint /> }
        })
    };
    let places = view! {
        {into}
        <p class="hint">{t().vault_tools.import_hint}</p>
    }
    .into_any();
    side(wizard, places, || None, move || begin_sending(task), move || wizard.restart())
}
