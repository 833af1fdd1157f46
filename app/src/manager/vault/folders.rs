//! Making, renaming and deleting the person's folders. Names are encrypted in the worker.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::vault::{create_folder, delete_folder, rename_folder},
    model::{
        id::FolderId,
        item::{CreateFolderRequest, FolderRequest, RenameFolderRequest},
        key::Ciphertext,
    },
};
use worker::{VaultAnswer, VaultCall};

use super::{
    state::Vault,
    worker::{ask_vault, key_text},
};
use crate::{
    failure::failure_text,
    i18n::t,
    session::KeyError,
    ui::{Button, ButtonKind, Callout, Dialog, Field, SubmitButton, Tone},
};

/// What the person wants to do with folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FolderWish {
    New,
    Rename { id: String, name: String },
    Delete { id: String, name: String },
}

#[component]
pub(super) fn FolderDialogs(vault: Vault, wish: RwSignal<Option<FolderWish>>) -> impl IntoView {
    let words = &t().vault;
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        problem.set(None);
        error.set(None);
        name.set(match &*wish.read() {
            Some(FolderWish::Rename { name, .. }) => name.clone(),
            _ => String::new(),
        });
    });
    let close = move |()| wish.set(None);
    let submit = move |()| {
        let Some(wanted) = wish.get_untracked() else { return };
        let typed = name.with_untracked(|name| name.trim().to_owned());
        if busy.get_untracked() {
            return;
        }
        if typed.is_empty() && !matches!(wanted, FolderWish::Delete { .. }) {
            return error.set(Some(words.folder_missing.to_owned()));
        }
        busy.set(true);
        spawn_local(async move {
            let answer = work(vault, &wanted, &typed).await;
            busy.try_set(false);
            match answer {
                Ok(told) => {
                    wish.try_set(None);
                    vault.toasts.done(told);
                }
                Err(reason) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let is_deleting = Memo::new(move |_| matches!(*wish.read(), Some(FolderWish::Delete { .. })));
    let title = Signal::derive(move || match &*wish.read() {
        Some(FolderWish::Delete { name, .. }) => words.folder_delete_title(name),
        Some(FolderWish::Rename { .. }) => words.folder_rename.to_owned(),
        _ => words.new_folder.to_owned(),
    });
    let footer = move || {
        let submit = move || match &*wish.read() {
            Some(FolderWish::Delete { .. }) => view! { <SubmitButton kind=ButtonKind::Danger busy=busy>{words.folder_delete}</SubmitButton> }.into_any(),
            Some(FolderWish::Rename { .. }) => view! { <SubmitButton busy=busy>{words.folder_rename}</SubmitButton> }.into_any(),
            _ => view! { <SubmitButton busy=busy>{words.folder_create}</SubmitButton> }.into_any(),
        };
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            {submit}
        }
    };
    view! {
        <Dialog open=Signal::derive(move || wish.read().is_some()) on_close=close title=title on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {move || {
                if is_deleting.get() {
                    view! { <p>{words.folder_delete_text}</p> }.into_any()
                } else {
                    view! { <Field label=words.folder_name value=name error=error on_input=move |_: String| error.set(None) /> }.into_any()
                }
            }}
        </Dialog>
    }
}

/// What to say when it is done.
async fn work(vault: Vault, wish: &FolderWish, typed: &str) -> Result<String, String> {
    let words = &t().vault;
    let session = vault.session;
    let told = match wish {
        FolderWish::New => {
            let request = CreateFolderRequest { name: seal(typed).await? };
            session.call(|| create_folder(request.clone())).await.map_err(|error| failure_text(&error))?;
            words.folder_created(typed)
        }
        FolderWish::Rename { id, .. } => {
            let request = RenameFolderRequest { folder: parse(id)?, name: seal(typed).await? };
            session.call(|| rename_folder(request.clone())).await.map_err(|error| failure_text(&error))?;
            words.folder_renamed(typed)
        }
        FolderWish::Delete { id, name } => {
            let request = FolderRequest { folder: parse(id)? };
            session.call(|| delete_folder(request.clone())).await.map_err(|error| failure_text(&error))?;
            // The items in it are in none now.
            vault.load();
            return Ok(words.folder_deleted(name));
        }
    };
    vault.load_folders().await?;
    Ok(told)
}

fn parse(id: &str) -> Result<FolderId, String> {
    id.parse().map_err(|_| t().vault.gone.to_owned())
}

async fn seal(name: &str) -> Result<Ciphertext, String> {
    match ask_vault(VaultCall::SealName { name: name.to_owned() }).await.map_err(key_text)? {
        VaultAnswer::Sealed(text) => Ciphertext::try_from(text).map_err(|_| key_text(KeyError::Gone)),
        _ => Err(key_text(KeyError::Gone)),
    }
}
