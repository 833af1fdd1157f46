//! Sending an import to an organization: announced, in parts, and completed.

use leptos::prelude::*;
use server::{
    api::imports::{begin_import, finish_import, send_import_part, withdraw_import},
    model::{
        error::ErrorCode,
        id::KeyTicketId,
        import::{BeginImportRequest, IMPORT_COLLECTIONS_MAX, ImportCollection, ImportCounts, ImportItem, ImportRequest, ImportView, SendImportPartRequest},
        key::{Ciphertext, Pin},
    },
};
use worker::{Home, Into, SealedItem};

use super::{
    key::{forget_key, open_key},
    task::{FOLDERS, PRESENT, Task},
    unfinished::{self, Unfinished, unfinished},
};
use crate::{
    i18n::t,
    import::{Prepared, Stop, cut_again, patiently, prepare, seal, start},
    ui::{Button, ButtonKind},
};

/// Sends what is chosen.
pub(super) fn begin_sending(task: Task) {
    if task.wizard.progress.is_running.get_untracked() {
        return;
    }
    run(task, async move {
        let ticket = key(task).await?;
        let unfinished = announce(task, ticket).await?;
        transfer(task, unfinished).await
    });
}

/// Goes on with what was interrupted.
fn go_on(task: Task, mut unfinished: Unfinished) {
    run(task, async move {
        unfinished.announcement.ticket = key(task).await.map_err(Stop::or_interrupted)?;
        cut_again(&unfinished.prepared).await?;
        transfer(task, unfinished).await
    });
}

/// Takes back what was sent of an interrupted import.
fn take_back(task: Task, unfinished: Unfinished) {
    run(task, async move {
        task.wizard.progress.is_cancelled.set(true);
        withdraw(task, &unfinished.announcement).await;
        Err(Stop::Cancelled)
    });
}

/// What was left unfinished. Tracks who is signed in.
pub(super) fn kept(task: Task) -> Option<Unfinished> {
    unfinished(task.wizard.user()?, task.organization.id)
}

/// What can be done about it.
pub(super) fn actions(task: Task) -> AnyView {
    let Some(kept) = kept(task) else { return ().into_any() };
    let kept = StoredValue::new_local(kept);
    view! {
        <Button kind=ButtonKind::Primary icon="send" on_press=move |()| go_on(task, kept.get_value())>{t().imports.continue_sending}</Button>
        <Button on_press=move |()| take_back(task, kept.get_value())>{t().imports.withdraw}</Button>
    }
    .into_any()
}

fn run(task: Task, work: impl Future<Output = Result<ImportView, Stop>> + 'static) {
    let work = async move {
        let end = work.await;
        forget_key(task.organization.id).await;
        end
    };
    start(task.wizard, work, move |receipt| {
        task.receipt.set(Some(receipt));
        task.organization.count_imports();
    });
}

async fn key(task: Task) -> Result<KeyTicketId, Stop> {
    open_key(task.wizard.session, task.organization.id).await.map_err(Stop::Refused)?.ok_or(Stop::Declined)
}

/// Says what will come, and keeps it for the case of an interruption.
async fn announce(task: Task, ticket: KeyTicketId) -> Result<Unfinished, Stop> {
    let refused = |text: &str| Stop::Refused(text.to_owned());
    let organization = task.organization.id;
    let collection = task.collection.with_untracked(|name| name.trim().to_owned());
    let into = match task.into.get_untracked().as_str() {
        FOLDERS => Into::Folders(collection),
        PRESENT => Into::Present(task.present.get_untracked()),
        _ => Into::One(collection),
    };
    let (prepared, homes) = prepare(task.wizard, Some(organization), into).await?;
    if homes.len() > IMPORT_COLLECTIONS_MAX {
        return Err(Stop::Refused(t().imports.too_many_folders(homes.len(), IMPORT_COLLECTIONS_MAX)));
    }
    let collections = homes.into_iter().map(collection_of).collect::<Option<Vec<_>>>();
    let import = window().crypto().ok().and_then(|crypto| crypto.random_uuid().parse().ok());
    let (Some(collections), Ok(file_hash), Some(import), Some(summary)) =
        (collections, Pin::try_from(prepared.hash.clone()), import, task.wizard.summary.get_untracked())
    else {
        return Err(refused(t().session.worker_failed));
    };
    let twice = summary.twice.iter().filter(|at| prepared.chosen.binary_search(at).is_err()).count();
    let left_out = (summary.items as usize).saturating_sub(prepared.chosen.len() + twice);
    let announcement = BeginImportRequest {
        organization,
        import,
        ticket,
        format: summary.format.map(|format| format.id().to_owned()).unwrap_or_default(),
        file_hash,
        counts: ImportCounts { rows_read: summary.rows_read, not_understood: summary.not_understood, twice: count(twice), left_out: count(left_out) },
        items: prepared.items(),
        parts: count(prepared.parts.len()),
        collections,
        reference: task.reference.with_untracked(|reference| reference.trim().to_owned()),
    };
    let unfinished = Unfinished { prepared, announcement };
    unfinished::keep(unfinished.clone());
    Ok(unfinished)
}

fn collection_of(home: Home) -> Option<ImportCollection> {
    match home {
        Home::New(name) => Ciphertext::try_from(name).ok().map(ImportCollection::New),
        Home::Present(id) => id.parse().ok().map(ImportCollection::Existing),
    }
}

async fn transfer(task: Task, unfinished: Unfinished) -> Result<ImportView, Stop> {
    let Unfinished { prepared, announcement } = unfinished;
    let end = deliver(task, &prepared, &announcement).await;
    match &end {
        Ok(_) => unfinished::drop_unfinished(),
        Err(Stop::Cancelled) => withdraw(task, &announcement).await,
        Err(_) => {}
    }
    end
}

async fn deliver(task: Task, prepared: &Prepared, announcement: &BeginImportRequest) -> Result<ImportView, Stop> {
    let wizard = task.wizard;
    wizard.begin_sending(0, announcement.items)?;
    let received = patiently(wizard, || begin_import(announcement.clone())).await?.received;
    for (part, items) in (0_u32..).zip(&prepared.parts) {
        wizard.demand_wanted()?;
        if !received.contains(&part) {
            let item = |SealedItem { homes, content, .. }| ImportItem { collections: homes, content };
            let items = seal(prepared, part).await?.into_iter().map(item).collect();
            let request = SendImportPartRequest { organization: announcement.organization, import: announcement.import, part, items };
            patiently(wizard, || send_import_part(request.clone())).await?;
        }
        unfinished::note_sent(wizard.count_sent(*items)?);
    }
    wizard.demand_wanted()?;
    let request = ImportRequest { organization: announcement.organization, import: announcement.import };
    patiently(wizard, || finish_import(request.clone())).await
}

async fn withdraw(task: Task, announcement: &BeginImportRequest) {
    let wizard = task.wizard;
    wizard.progress.note.try_set(Some(t().imports.stopping.to_owned()));
    let request = ImportRequest { organization: announcement.organization, import: announcement.import };
    match wizard.session.call(|| withdraw_import(request.clone())).await {
        Ok(_) => wizard.toasts.done(t().imports.withdrawn),
        // It was never announced.
        Err(error) if error.code == ErrorCode::NotFound => {}
        Err(_) => wizard.toasts.warn(t().imports.withdraw_failed),
    }
    unfinished::drop_unfinished();
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
