//! Sending items part by part. They are in the vault when the last part has arrived, all of them; before that, none is.

use leptos::prelude::*;
use server::{
    api::vault::{import_own_items, list_folders},
    model::item::{ImportOwnItemsRequest, ListFoldersRequest},
};
use worker::Into;

use super::{
    part::part_of,
    task::{FOLDERS, Task},
    unfinished::{self, Unfinished, unfinished},
};
use crate::{
    i18n::t,
    import::{Step, Stop, Wizard, cut_again, patiently, prepare, seal, start},
    session::new_idempotency_key,
    ui::{Button, ButtonKind},
};

/// Sends what is chosen.
pub(super) fn begin_sending(task: Task) {
    let wizard = task.wizard;
    if wizard.progress.is_running.get_untracked() {
        return;
    }
    run(task, async move {
        demand_keys(wizard).await?;
        let into = if task.into.with_untracked(|into| into == FOLDERS) { into_folders(wizard).await? } else { Into::Nowhere };
        let (prepared, homes) = prepare(wizard, None, into).await?;
        let key = new_idempotency_key().ok_or_else(|| Stop::Refused(t().session.worker_failed.to_owned()))?;
        deliver(wizard, Unfinished { prepared, key, homes, next: 0, under_way: None }).await
    });
}

/// Goes on with what was interrupted.
fn go_on(task: Task) {
    let Some(unfinished) = kept(task) else { return };
    run(task, async move {
        demand_keys(task.wizard).await.map_err(Stop::or_interrupted)?;
        cut_again(&unfinished.prepared).await?;
        deliver(task.wizard, unfinished).await
    });
}

/// Gives it up: the server forgets what has arrived.
fn give_up(task: Task) {
    unfinished::drop_unfinished();
    task.wizard.progress.stopped.set(None);
    task.wizard.step.set(if task.wizard.summary.with_untracked(Option::is_some) { Step::Check } else { Step::Choose });
}

fn run(task: Task, work: impl Future<Output = Result<u32, Stop>> + 'static) {
    start(task.wizard, work, move |imported| task.imported.set(imported));
}

/// What was left unfinished. Tracks nothing.
pub(super) fn kept(task: Task) -> Option<Unfinished> {
    unfinished(task.wizard.user()?)
}

/// What can be done about it.
pub(super) fn actions(task: Task) -> AnyView {
    if kept(task).is_none() {
        return ().into_any();
    }
    view! {
        <Button kind=ButtonKind::Primary icon="send" on_press=move |()| go_on(task)>{t().imports.continue_sending}</Button>
        <Button on_press=move |()| give_up(task)>{t().vault_tools.import_give_up}</Button>
    }
    .into_any()
}

async fn demand_keys(wizard: Wizard) -> Result<(), Stop> {
    if wizard.session.unlock().await { Ok(()) } else { Err(Stop::Declined) }
}

/// The folders that the person has: those of the same name are used again.
async fn into_folders(wizard: Wizard) -> Result<Into, Stop> {
    let mut folders = Vec::new();
    let mut request = ListFoldersRequest { cursor: None };
    loop {
        let page = match patiently(wizard, || list_folders(request.clone())).await {
            Err(Stop::Interrupted(reason)) => return Err(Stop::Refused(reason)),
            page => page?,
        };
        folders.extend(page.rows.into_iter().map(|folder| (folder.id.to_string(), folder.name.into())));
        request.cursor = page.next;
        if request.cursor.is_none() {
            return Ok(Into::OwnFolders(folders));
        }
    }
}

async fn deliver(wizard: Wizard, mut unfinished: Unfinished) -> Result<u32, Stop> {
    unfinished::keep(&unfinished);
    let end = send_parts(wizard, &mut unfinished).await;
    // Nothing is in the vault before all of it has arrived.
    if matches!(end, Ok(()) | Err(Stop::Cancelled)) {
        unfinished::drop_unfinished();
    }
    end.map(|()| unfinished.prepared.items())
}

async fn send_parts(wizard: Wizard, unfinished: &mut Unfinished) -> Result<(), Stop> {
    wizard.begin_sending(unfinished.prepared.sent, unfinished.prepared.items())?;
    while let Some(items) = unfinished.prepared.parts.get(unfinished.next).copied() {
        wizard.demand_wanted()?;
        let part = if let Some(part) = unfinished.under_way.take() { part } else { make_part(unfinished).await? };
        // Whoever has left may be going on elsewhere: what nobody knows of must not be sent.
        wizard.demand_wanted()?;
        unfinished.under_way = Some(part.clone());
        unfinished::keep(unfinished);
        patiently(wizard, || import_own_items(part.clone())).await?;
        unfinished.under_way = None;
        unfinished.next += 1;
        unfinished.prepared.sent += items;
        unfinished::keep(unfinished);
        match wizard.count_sent(items) {
            // With the last part it is done, whoever does not want it any more.
            Err(Stop::Cancelled) if unfinished.next == unfinished.prepared.parts.len() => {}
            counted => drop(counted?),
        }
    }
    Ok(())
}

/// Encrypts the next part.
async fn make_part(unfinished: &Unfinished) -> Result<ImportOwnItemsRequest, Stop> {
    let broken = || Stop::Interrupted(t().session.worker_failed.to_owned());
    let (Ok(part), Ok(parts)) = (u16::try_from(unfinished.next), u16::try_from(unfinished.prepared.parts.len())) else { return Err(broken()) };
    let sealed = seal(&unfinished.prepared, part.into()).await?;
    let (folders, items) = part_of(&unfinished.homes, sealed).ok_or_else(broken)?;
    Ok(ImportOwnItemsRequest { idempotency_key: unfinished.key, part, parts, folders, items })
}
