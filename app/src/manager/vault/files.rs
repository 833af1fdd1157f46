//! Files that are attached to an item: they are encrypted and decrypted in the worker, and saved or taken by the browser.

use js_sys::ArrayBuffer;
use leptos::{html, prelude::*, task::spawn_local};
use vault::item::from_micros;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use worker::{Request, Response, ShelfRow, ShownFile, VaultAnswer, VaultCall};

use super::{
    opened::Held,
    protocol::{self, Sealed},
    state::Vault,
    words::size_text,
    worker::key_text,
};
use crate::{
    failure::failure_text,
    i18n::t,
    session::{KeyError, ask_for_bytes},
    ui::{Button, ButtonKind, Dialog, Icon, IconButton, SubmitButton, save_bytes},
};

/// More than any server takes; the browser would have to hold all of it.
const LARGEST: f64 = 500.0 * 1024.0 * 1024.0;

/// Work on files, one at a time. It belongs to the drawer: what it shows may be built anew meanwhile.
#[derive(Clone, Copy)]
pub(super) struct FileWork {
    pub(super) vault: Vault,
    pub(super) busy: RwSignal<bool>,
    /// Called with the row of an item of which the server has other files now.
    pub(super) changed: Callback<ShelfRow>,
}

impl FileWork {
    fn run(self, work: Work, row: ShelfRow, known_at: i64) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let is_reading = matches!(work, Work::Save(_));
            // The item stays open, whatever is opened beside it.
            let held = Held::join(&row.id);
            let done = work.run(self.vault, row.id.clone(), known_at).await;
            if let Some(held) = held {
                held.close().await;
            }
            self.busy.try_set(false);
            match done {
                Ok(said) => {
                    self.vault.toasts.done(said);
                    if !is_reading {
                        self.changed.try_run(row);
                    }
                }
                Err(reason) => self.vault.toasts.error(reason),
            }
        });
    }
}

/// The files of an open item, to save, to add to and to delete. `known_at` says which state of the item is shown.
#[component]
pub(super) fn Files(work: FileWork, row: ShelfRow, known_at: i64, files: Vec<ShownFile>) -> impl IntoView {
    let words = &t().vault_item;
    let FileWork { vault, busy, .. } = work;
    let doomed = RwSignal::new(None::<ShownFile>);
    let may_change = !row.is_trashed && untrack(|| vault.why_not_edit(&row)).is_none();
    let row = StoredValue::new(row);
    let run = move |what: Work| work.run(what, row.get_value(), known_at);
    let rows = files.into_iter().map(|file| {
        let name = file.name.as_str().to_owned();
        let (saved, deleted) = (file.clone(), file.clone());
        view! {
            <li>
                <Icon name="file" />
                <span class="item-value">{name.clone()}</span>
                <span class="muted">{size_text(file.size)}</span>
                <IconButton icon="download" busy=busy label=words.file_save(&name) on_press=move |()| run(Work::Save(saved.clone())) />
                {may_change
                    .then(|| {
                        view! { <IconButton icon="trash" busy=busy label=words.file_delete(&name) on_press=move |()| doomed.set(Some(deleted.clone())) /> }
                    })}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="item-files" aria-busy=move || busy.get().then_some("true")>
            <h3>{words.files}</h3>
            <ul>{rows}</ul>
            {may_change.then(|| attach_button(busy, move |file| run(Work::Attach(file))))}
        </section>
        <DeleteFile doomed=doomed busy=busy on_confirm=move |file| run(Work::Delete(file)) />
    }
}

fn attach_button(busy: RwSignal<bool>, on_file: impl Fn(File) + Send + Sync + 'static) -> AnyView {
    let words = &t().vault_item;
    let input = NodeRef::<html::Input>::new();
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file(file);
        }
        // Choosing the same file again must be noticed.
        input.set_value("");
    };
    view! {
        <div class="actions">
            <input type="file" hidden=true aria-label=words.file_attach node_ref=input on:change=take />
            <Button icon="plus" busy=busy on_press=choose>{words.file_attach}</Button>
        </div>
    }
    .into_any()
}

/// Asks before a file goes.
#[component]
fn DeleteFile(doomed: RwSignal<Option<ShownFile>>, busy: RwSignal<bool>, #[prop(into)] on_confirm: Callback<ShownFile>) -> impl IntoView {
    let words = &t().vault_item;
    let close = move |()| doomed.set(None);
    let submit = move |()| {
        if let Some(file) = doomed.get_untracked() {
            close(());
            on_confirm.run(file);
        }
    };
    let title = move || doomed.with(|file| file.as_ref().map(|file| words.file_delete_title(file.name.as_str())).unwrap_or_default());
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Danger busy=busy>{words.file_delete_action}</SubmitButton>
        }
    };
    view! {
        <Dialog open=Signal::derive(move || doomed.read().is_some()) on_close=close title=Signal::derive(title) on_submit=submit footer=footer>
            <p>{words.file_delete_text}</p>
        </Dialog>
    }
}

enum Work {
    Save(ShownFile),
    Attach(File),
    Delete(ShownFile),
}

impl Work {
    /// What to say when it is done, or why it is not.
    async fn run(self, vault: Vault, item: String, known_at: i64) -> Result<String, String> {
        match self {
            Self::Save(file) => save(vault, item, file).await,
            Self::Attach(file) => attach(vault, item, file, known_at).await,
            Self::Delete(file) => {
                let removed = vault.session.call(|| protocol::remove(item.clone(), file.id.clone())).await;
                removed.map_err(|error| failure_text(&error))?;
                Ok(t().vault_item.file_deleted(file.name.as_str()))
            }
        }
    }
}

async fn save(vault: Vault, item: String, file: ShownFile) -> Result<String, String> {
    let sealed = vault.session.call(|| protocol::download(item.clone(), file.id.clone())).await.map_err(|error| failure_text(&error))?;
    let (_, plain) = ask_beside(VaultCall::OpenFile { item, file: file.id }, sealed).await?;
    save_bytes(file.name.as_str(), &plain);
    Ok(t().vault_item.file_saved(file.name.as_str()))
}

async fn attach(vault: Vault, item: String, file: File, known_at: i64) -> Result<String, String> {
    let words = &t().vault_item;
    if file.size() > LARGEST {
        return Err(words.file_too_large.to_owned());
    }
    let plain = JsFuture::from(file.array_buffer()).await.ok().and_then(|bytes| bytes.dyn_into::<ArrayBuffer>().ok());
    let plain = plain.ok_or_else(|| words.file_unreadable.to_owned())?;
    let (answer, bytes) = ask_beside(VaultCall::SealFile { item: item.clone(), name: file.name() }, plain).await?;
    let VaultAnswer::SealedFile { name, key } = answer else { return Err(key_text(KeyError::Gone)) };
    let sealed = Sealed { name, key, bytes, known_at: from_micros(known_at) };
    let id = vault.session.call(|| protocol::announce(item.clone(), sealed.clone())).await.map_err(|error| failure_text(&error))?;
    if let Err(error) = vault.session.call(|| protocol::upload(item.clone(), id.clone(), sealed.clone())).await {
        // What was announced takes room until it is given up.
        let _ = vault.session.call(|| protocol::remove(item.clone(), id.clone())).await;
        return Err(failure_text(&error));
    }
    Ok(words.file_attached(&file.name()))
}

async fn ask_beside(call: VaultCall, bytes: ArrayBuffer) -> Result<(VaultAnswer, ArrayBuffer), String> {
    match ask_for_bytes(Request::Vault(call), bytes).await.map_err(key_text)? {
        (Response::Vault(answer), Some(bytes)) => Ok((answer, bytes)),
        _ => Err(key_text(KeyError::Gone)),
    }
}
