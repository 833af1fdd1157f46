use leptos::{prelude::*, task::spawn_local};
use server::{
    api::vault::{begin_own_export, list_own_items},
    model::item::{Detail, ListOwnItemsRequest},
};
use vault::item::Secret;
use worker::{VaultAnswer, VaultCall};

use super::{
    state::Vault,
    worker::{ask_vault, key_text, shelf_item},
};
use crate::{
    failure::failure_text,
    i18n::t,
    session::KeyError,
    ui::{Button, Callout, Dialog, PasswordField, RadioCard, RadioCards, SubmitButton, Tone, save_text},
};

const PROTECTED: &str = "protected";
const PLAIN: &str = "plain";
const SHORTEST: usize = 12;

/// Writes the person's own vault to a file, after the master password was entered once more.
#[component]
pub(super) fn ExportDialog(vault: Vault, open: RwSignal<bool>) -> impl IntoView {
    let words = &t().vault_tools;
    let sort = RwSignal::new(PROTECTED.to_owned());
    let password = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let error_again = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let wipe = move || {
        password.set(String::new());
        again.set(String::new());
        error.set(None);
        error_again.set(None);
        problem.set(None);
    };
    Effect::new(move |_| {
        open.track();
        wipe();
    });
    let close = move |()| open.set(false);
    let submit = move |()| {
        if busy.get_untracked() {
            return;
        }
        let chosen = password.get_untracked();
        let is_protected = sort.read_untracked().as_str() == PROTECTED;
        if is_protected {
            error.set((chosen.chars().count() < SHORTEST).then(|| words.export_short.to_owned()));
            error_again.set((chosen != again.get_untracked()).then(|| words.export_differs.to_owned()));
            if error.read_untracked().is_some() || error_again.read_untracked().is_some() {
                return;
            }
        }
        busy.set(true);
        problem.set(None);
        let chosen = is_protected.then(|| Secret::from(chosen));
        spawn_local(async move {
            let answer = export(vault, chosen).await;
            busy.try_set(false);
            match answer {
                Ok(Some(count)) => {
                    open.try_set(false);
                    vault.toasts.done(words.export_done(count));
                }
                // The person declined to enter the password.
                Ok(None) => {}
                Err(reason) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let cards = vec![
        RadioCard::new(PROTECTED, words.export_protected, words.export_protected_note),
        RadioCard::new(PLAIN, words.export_plain, words.export_plain_note),
    ];
    let cards = StoredValue::new(cards);
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton icon="download" busy=busy>{words.export_action}</SubmitButton>
        }
    };
    let fields = move || {
        (sort.read().as_str() == PROTECTED).then(|| {
            view! {
                <PasswordField label=words.export_password value=password autocomplete="new-password" error=error on_input=move |_: String| error.set(None) />
                <PasswordField
                    label=words.export_password_again
                    value=again
                    autocomplete="new-password"
                    error=error_again
                    on_input=move |_: String| error_again.set(None)
                />
            }
        })
    };
    view! {
        <Dialog open=open on_close=close title=Signal::stored(words.export_title.to_owned()) on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            <p>{words.export_text}</p>
            <RadioCards label=words.export_form value=sort cards=cards.get_value() />
            {fields}
        </Dialog>
    }
}

/// How many items were written; nothing if the person declined to enter the password.
async fn export(vault: Vault, password: Option<Secret>) -> Result<Option<usize>, String> {
    // The worker writes nothing before this.
    if !vault.session.confirm().await {
        return Ok(None);
    }
    // What is in no log is not handed out.
    vault.session.call(begin_own_export).await.map_err(|error| failure_text(&error))?;
    let mut count = 0;
    let mut request = ListOwnItemsRequest { cursor: None, detail: Detail::Whole };
    loop {
        let page = vault.session.call(|| list_own_items(request.clone())).await.map_err(|error| failure_text(&error))?;
        let items = page.rows.into_iter().filter(|item| item.deleted_at.is_none()).map(shelf_item).collect::<Vec<_>>();
        count += items.len();
        ask_vault(VaultCall::Export { items }).await.map_err(key_text)?;
        request.cursor = page.next;
        if request.cursor.is_none() {
            break;
        }
    }
    let folders = vault.folders.get_untracked().into_iter().filter_map(|folder| Some((folder.id, folder.name?))).collect();
    let suffix = if password.is_some() { "-encrypted" } else { "" };
    match ask_vault(VaultCall::WriteExport { folders, password }).await.map_err(key_text)? {
        VaultAnswer::Written(text) => {
            let day = String::from(js_sys::Date::new_0().to_iso_string()).split('T').next().unwrap_or_default().to_owned();
            save_text(&format!("{}-{day}{suffix}.json", t().vault_tools.export_file), "application/json", text.as_str());
            Ok(Some(count))
        }
        _ => Err(key_text(KeyError::Gone)),
    }
}
