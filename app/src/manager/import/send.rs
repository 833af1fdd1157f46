//! Storing items part by part. Each part is one command that the server does once, however often it is sent.

use leptos::prelude::*;
use server::{
    api::vault::{delete_folder, import_own_items, list_folders, trash_own_items},
    model::{
        error::ErrorCode,
        item::{FolderRequest, ITEMS_AT_ONCE, ImportedOwnItems, ListFoldersRequest, OwnItemsRequest},
    },
};
use worker::Into;

use super::{
    part::Part,
    task::{FOLDERS, Task},
    unfinished::{self, Unfinished, unfinished},
};
use crate::{
    i18n::t,
    import::{Stop, Wizard, cut_again, patiently, prepare, seal, start},
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
        deliver(wizard, Unfinished { prepared, homes, next: 0, under_way: None, items: Vec::new(), made: Vec::new() }).await
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

/// Puts into the trash what has arrived of it.
fn take_back(task: Task) {
    let Some(unfinished) = kept(task) else { return };
    run(task, async move {
        task.wizard.progress.note.try_set(Some(t().vault_tools.import_taking_back.to_owned()));
        put_into_trash(task.wizard, unfinished).await?;
        Err(Stop::Cancelled)
    });
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
        <Button on_press=move |()| take_back(task)>{t().vault_tools.import_take_back}</Button>
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
    match &end {
        Ok(()) => unfinished::drop_unfinished(),
        Err(Stop::Cancelled) if unfinished.items.is_empty() && unfinished.under_way.is_none() => unfinished::drop_unfinished(),
        Err(Stop::Cancelled) => {
            let (sent, all) = (unfinished.prepared.sent, unfinished.prepared.items());
            return Err(Stop::Interrupted(t().vault_tools.import_stopped(sent, all)));
        }
        Err(_) => {}
    }
    end.map(|()| unfinished.prepared.items())
}

async fn send_parts(wizard: Wizard, unfinished: &mut Unfinished) -> Result<(), Stop> {
    wizard.begin_sending(unfinished.prepared.sent, unfinished.prepared.items())?;
    while let Some(items) = unfinished.prepared.parts.get(unfinished.next).copied() {
        wizard.demand_wanted()?;
        let part = if let Some(part) = unfinished.under_way.clone() { part } else { make_part(unfinished).await? };
        // Whoever has left may be going on elsewhere: what nobody knows of must not be sent.
        wizard.demand_wanted()?;
        unfinished.under_way = Some(part.clone());
        unfinished::keep(unfinished);
        let stored = patiently(wizard, || import_own_items(part.request.clone())).await?;
        settle(unfinished, &part, stored);
        unfinished.next += 1;
        unfinished.prepared.sent += items;
        unfinished::keep(unfinished);
        wizard.count_sent(items)?;
    }
    Ok(())
}

/// Encrypts the next part.
async fn make_part(unfinished: &Unfinished) -> Result<Part, Stop> {
    let sealed = seal(&unfinished.prepared, u32::try_from(unfinished.next).unwrap_or(u32::MAX)).await?;
    let part = new_idempotency_key().and_then(|key| Part::make(key, &unfinished.homes, sealed));
    part.ok_or_else(|| Stop::Interrupted(t().session.worker_failed.to_owned()))
}

fn settle(unfinished: &mut Unfinished, part: &Part, stored: ImportedOwnItems) {
    unfinished.made.extend(part.settle(&mut unfinished.homes, &stored));
    unfinished.items.extend(stored.items);
    unfinished.under_way = None;
}

async fn put_into_trash(wizard: Wizard, mut unfinished: Unfinished) -> Result<(), Stop> {
    if let Some(part) = unfinished.under_way.clone() {
        match wizard.session.call(|| import_own_items(part.request.clone())).await {
            Ok(stored) => settle(&mut unfinished, &part, stored),
            // Of what was refused nothing is there.
            Err(error) if matches!(error.code, ErrorCode::Invalid | ErrorCode::NotFound | ErrorCode::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    for items in unfinished.items.chunks(ITEMS_AT_ONCE) {
        let request = OwnItemsRequest { items: items.to_vec() };
        patiently(wizard, || trash_own_items(request.clone())).await?;
    }
    for folder in unfinished.made.iter().filter_map(|id| id.parse().ok()) {
        // One that stays is empty, and does no harm.
        let _ = patiently(wizard, || delete_folder(FolderRequest { folder })).await;
    }
    unfinished::drop_unfinished();
    wizard.toasts.done(t().vault_tools.import_taken_back(unfinished.items.len()));
    Ok(())
}
