//! Encrypting and sending in parts. What was interrupted goes on with the parts that are missing.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::imports::{begin_import, finish_import, send_import_part, withdraw_import},
    model::{
        error::{ApiError, ErrorCode},
        id::KeyTicketId,
        import::{BeginImportRequest, IMPORT_COLLECTIONS_MAX, ImportCollection, ImportCounts, ImportItem, ImportRequest, ImportView, SendImportPartRequest},
        key::{Ciphertext, Pin},
    },
};
use worker::{Failure, ImportAnswer, ImportCall, Into, SealedItem};

use super::{
    file::{Reading, Source},
    key::{ask_import, clear_desk, forget_key, open_key},
    unfinished::{self, Unfinished},
    wizard::{FOLDERS, Step, Wizard},
    words::key_text,
};
use crate::{
    failure::failure_text,
    i18n::t,
    patience::{pause, seconds_to_wait},
    session::KeyError,
};

/// Why the sending ended before its end.
enum Stop {
    /// The person did not unlock.
    Declined,
    /// The person wants it back.
    Cancelled,
    /// The page is gone.
    Left,
    /// It can go on.
    Interrupted(String),
    /// It was never announced; what is wrong can be set right in the second step.
    Refused(String),
}

impl From<ApiError> for Stop {
    fn from(error: ApiError) -> Self {
        Self::Interrupted(failure_text(&error))
    }
}

impl From<KeyError> for Stop {
    fn from(error: KeyError) -> Self {
        Self::Interrupted(key_text(error))
    }
}

/// Sends what is chosen.
pub(super) fn begin_sending(wizard: Wizard) {
    if wizard.progress.is_running.get_untracked() {
        return;
    }
    start(wizard, async move {
        let ticket = key(wizard).await?;
        let prepared = announce(wizard, ticket).await?;
        transfer(wizard, prepared).await
    });
}

/// Goes on with what was interrupted.
pub(super) fn go_on(wizard: Wizard, prepared: Unfinished) {
    start(wizard, async move {
        let ticket = match key(wizard).await {
            Err(Stop::Declined) => return Err(Stop::Interrupted(t().forms.needs_unlock.to_owned())),
            Err(Stop::Refused(reason)) => return Err(Stop::Interrupted(reason)),
            ticket => ticket?,
        };
        let mut prepared = prepared;
        prepared.announcement.ticket = ticket;
        // The parts are cut anew, the same as before.
        let (_, parts) = plan(&prepared.source, &prepared.reading, call_of(&prepared)).await?;
        if parts != prepared.parts {
            return Err(Stop::Interrupted(t().imports.unreadable.to_owned()));
        }
        transfer(wizard, prepared).await
    });
}

/// Takes back what was sent of an interrupted import.
pub(super) fn take_back(wizard: Wizard, prepared: Unfinished) {
    start(wizard, async move {
        wizard.progress.is_cancelled.set(true);
        withdraw(wizard, &prepared.announcement).await;
        Err(Stop::Cancelled)
    });
}

fn start(wizard: Wizard, work: impl Future<Output = Result<ImportView, Stop>> + 'static) {
    let progress = wizard.progress;
    progress.is_running.set(true);
    progress.is_cancelled.set(false);
    progress.stopped.set(None);
    progress.note.set(None);
    wizard.problem.set(None);
    spawn_local(async move {
        let end = work.await;
        forget_key(wizard.organization.id).await;
        // The signals are gone when the person has left meanwhile.
        if progress.is_running.try_set(false).is_some() {
            return;
        }
        progress.note.set(None);
        match end {
            Ok(receipt) => {
                wizard.receipt.set(Some(receipt));
                wizard.step.set(Step::Receipt);
                wizard.organization.count_imports();
                clear_desk().await;
            }
            Err(Stop::Declined) => wizard.toasts.note(t().forms.needs_unlock),
            Err(Stop::Cancelled) => {
                let has_file = wizard.summary.with_untracked(Option::is_some);
                wizard.step.set(if has_file { Step::Check } else { Step::Choose });
            }
            Err(Stop::Left) => {}
            Err(Stop::Interrupted(reason)) => {
                progress.stopped.set(Some(reason));
                wizard.step.set(Step::Send);
            }
            Err(Stop::Refused(reason)) => wizard.problem.set(Some(reason)),
        }
    });
}

async fn key(wizard: Wizard) -> Result<KeyTicketId, Stop> {
    open_key(wizard.session, wizard.organization.id).await.map_err(Stop::Refused)?.ok_or(Stop::Declined)
}

/// Says what will come, and keeps it for the case of an interruption.
async fn announce(wizard: Wizard, ticket: KeyTicketId) -> Result<Unfinished, Stop> {
    let refused = |text: &str| Stop::Refused(text.to_owned());
    let (Some(source), Some(summary), Some(user)) = (wizard.source.get_untracked(), wizard.summary.get_untracked(), wizard.user()) else {
        return Err(refused(t().imports.fail_gone));
    };
    let collection = wizard.collection.with_untracked(|name| name.trim().to_owned());
    let into = if wizard.into.with_untracked(|into| into == FOLDERS) { Into::Folders(collection) } else { Into::One(collection) };
    let (reading, chosen) = (wizard.reading(), wizard.chosen());
    let organization = wizard.organization.id;
    let call = ImportCall::Plan { organization_id: organization.to_string(), hash: summary.hash.clone(), items: chosen.clone(), into: into.clone() };
    let (names, parts) = match plan(&source, &reading, call).await {
        Err(Stop::Interrupted(reason)) => return Err(Stop::Refused(reason)),
        planned => planned?,
    };
    if names.len() > IMPORT_COLLECTIONS_MAX {
        return Err(Stop::Refused(t().imports.too_many_folders(names.len(), IMPORT_COLLECTIONS_MAX)));
    }
    let collections = names.into_iter().map(|name| Ciphertext::try_from(name).map(ImportCollection::New)).collect::<Result<Vec<_>, _>>();
    let import = window().crypto().ok().and_then(|crypto| crypto.random_uuid().parse().ok());
    let (Ok(collections), Ok(file_hash), Some(import)) = (collections, Pin::try_from(summary.hash.clone()), import) else {
        return Err(refused(t().session.worker_failed));
    };
    let twice = summary.twice.iter().filter(|at| chosen.binary_search(at).is_err()).count();
    let left_out = (summary.items as usize).saturating_sub(chosen.len() + twice);
    let announcement = BeginImportRequest {
        organization,
        import,
        ticket,
        format: summary.format.map(|format| format.id().to_owned()).unwrap_or_default(),
        file_hash,
        counts: ImportCounts { rows_read: summary.rows_read, not_understood: summary.not_understood, twice: count(twice), left_out: count(left_out) },
        items: count(chosen.len()),
        parts: count(parts.len()),
        collections,
        reference: wizard.reference.with_untracked(|reference| reference.trim().to_owned()),
    };
    let prepared = Unfinished { user, source, reading, chosen, into, parts, announcement, sent: 0 };
    unfinished::keep(prepared.clone());
    Ok(prepared)
}

fn call_of(prepared: &Unfinished) -> ImportCall {
    let organization_id = prepared.announcement.organization.to_string();
    let hash = prepared.announcement.file_hash.as_str().to_owned();
    ImportCall::Plan { organization_id, hash, items: prepared.chosen.clone(), into: prepared.into.clone() }
}

/// Has the worker cut the parts; where it has no file any more, it reads it again first.
async fn plan(source: &Source, reading: &Reading, call: ImportCall) -> Result<(Vec<String>, Vec<u32>), Stop> {
    let answer = match ask_import(call.clone()).await {
        // A file that was read for something else, or not at all.
        Err(KeyError::Failed(Failure::NoFile | Failure::BadInput)) => {
            source.read(reading.clone()).await.map_err(|unread| Stop::Interrupted(unread.message()))?;
            ask_import(call).await?
        }
        answer => answer?,
    };
    match answer {
        ImportAnswer::Planned { collections, parts } => Ok((collections, parts)),
        _ => Err(KeyError::Gone.into()),
    }
}

async fn transfer(wizard: Wizard, prepared: Unfinished) -> Result<ImportView, Stop> {
    let Unfinished { announcement, parts, .. } = prepared;
    let progress = wizard.progress;
    // The person may have left while the key was fetched.
    if progress.done.try_set(0).is_some() {
        return Err(Stop::Left);
    }
    progress.total.set(announcement.items);
    wizard.step.set(Step::Send);

    let received = wizard.session.call(|| begin_import(announcement.clone())).await?.received;
    for (part, items) in (0_u32..).zip(parts) {
        look_up(wizard, &announcement).await?;
        if !received.contains(&part) {
            send(wizard, &announcement, part).await?;
        }
        let done = progress.done.try_update(|done| {
            *done += items;
            *done
        });
        unfinished::note_sent(done.ok_or(Stop::Left)?);
    }
    look_up(wizard, &announcement).await?;
    let request = ImportRequest { organization: announcement.organization, import: announcement.import };
    let receipt = wizard.session.call(|| finish_import(request.clone())).await?;
    unfinished::drop_unfinished();
    Ok(receipt)
}

/// Whether the person still wants it.
async fn look_up(wizard: Wizard, announcement: &BeginImportRequest) -> Result<(), Stop> {
    match wizard.progress.is_cancelled.try_get_untracked() {
        None => Err(Stop::Left),
        Some(false) => Ok(()),
        Some(true) => {
            withdraw(wizard, announcement).await;
            Err(Stop::Cancelled)
        }
    }
}

async fn send(wizard: Wizard, announcement: &BeginImportRequest, part: u32) -> Result<(), Stop> {
    let call = ImportCall::Encrypt { organization_id: announcement.organization.to_string(), part };
    let ImportAnswer::Encrypted(sealed) = ask_import(call).await? else { return Err(KeyError::Gone.into()) };
    let item = |SealedItem { collections, content }| ImportItem { collections, content };
    let items = sealed.into_iter().map(item).collect();
    let request = SendImportPartRequest { organization: announcement.organization, import: announcement.import, part, items };
    loop {
        match wizard.session.call(|| send_import_part(request.clone())).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                let Some(seconds) = seconds_to_wait(&error) else { return Err(error.into()) };
                wizard.progress.note.try_set(Some(t().imports.waiting(seconds)));
                pause(seconds).await;
                wizard.progress.note.try_set(None);
                look_up(wizard, announcement).await?;
            }
        }
    }
}

async fn withdraw(wizard: Wizard, announcement: &BeginImportRequest) {
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
