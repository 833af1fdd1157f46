//! Where an item belongs: an own one is given to an organization, and one of an organization is put into other collections.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::items::{move_item, share_item},
    model::{
        id::{CollectionId, OrganizationId},
        item::{ItemView, MoveItemRequest, ShareItemRequest},
        time::Micros,
    },
};
use worker::{ShelfRow, VaultAnswer, VaultCall};

use super::{
    opened::open_once,
    page::{name_of, name_or},
    state::{Collection, Organization, Vault, ids_of},
    worker::{ask_vault, key_text},
};
use crate::{
    failure::failure_text,
    i18n::t,
    session::{KeyError, showing},
    ui::{Button, Callout, Checkbox, Choice, Dialog, Select, SubmitButton, Tone},
};

impl Organization {
    /// Whether the person may add items. One that is suspended takes none.
    pub(super) fn takes_items(&self) -> bool {
        !self.is_suspended && self.collections.iter().any(|collection| collection.may_edit)
    }
}

/// The icon and the name of what can be asked of an item.
pub(super) fn question_of(row: &ShelfRow) -> (&'static str, &'static str) {
    if row.organization.is_none() { ("building", t().vault.give) } else { ("folder", t().vault.collections) }
}

/// Why it cannot be asked. Tracks.
pub(super) fn why_not_ask(vault: Vault, row: &ShelfRow) -> Option<String> {
    if row.organization.is_some() {
        return vault.why_not_edit(row).or_else(|| row.hides_passwords.then(|| t().vault_item.passwords_hidden.to_owned()));
    }
    if row.name.is_none() {
        return Some(t().vault.unreadable_hint.to_owned());
    }
    let is_any = vault.organizations.with(|all| all.iter().any(Organization::takes_items));
    (!is_any).then(|| t().vault.give_nowhere.to_owned())
}

/// The item whose place is asked for, if any.
#[component]
pub(super) fn BelongingDialog(vault: Vault, asked: RwSignal<Option<ShelfRow>>) -> impl IntoView {
    // What was asked is not asked again after the vault was locked: nothing of it is here then.
    on_cleanup(move || drop(asked.try_set(None)));
    move || asked.get().map(|row| view! { <Question vault=vault row=row on_close=move |()| asked.set(None) /> })
}

#[component]
fn Question(vault: Vault, row: ShelfRow, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let words = &t().vault;
    let is_own = row.organization.is_none();
    let name = name_of(&row);
    let open = untrack(|| vault.organizations.with(|all| all.iter().filter(|one| one.takes_items()).cloned().collect::<Vec<_>>()));
    let first = open.first().map(|one| one.id.to_string()).unwrap_or_default();
    let organization = RwSignal::new(row.organization.clone().unwrap_or(first));
    // The others keep the item, whatever is chosen here.
    let may_edit = |id: &&String| open.iter().flat_map(|one| &one.collections).any(|one| one.may_edit && one.id == **id);
    let chosen = RwSignal::new(row.collections.iter().filter(may_edit).cloned().collect::<BTreeSet<String>>());
    let missing = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let is_open = RwSignal::new(true);
    let close = move |()| {
        // Closed first: the browser gives the focus back to where it was.
        is_open.set(false);
        request_animation_frame(move || on_close.run(()));
    };
    let owners = Signal::stored(open.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect::<Vec<_>>());
    let open = StoredValue::new(open);
    let places = move || {
        let id = organization.get();
        let of = open.with_value(|all| all.iter().find(|one| one.id.to_string() == id).map(|one| one.collections.clone())).unwrap_or_default();
        of.into_iter().filter(|one| one.may_edit).map(|one| place(one, chosen, missing)).collect_view()
    };
    let title = if is_own { words.give_title(&name) } else { words.collections_title(&name) };
    let row = StoredValue::new(row);
    let submit = move |()| {
        let named = chosen.with_untracked(|chosen| chosen.iter().filter_map(|id| id.parse().ok()).collect::<Vec<CollectionId>>());
        let Ok(owner) = organization.with_untracked(|id| id.parse::<OrganizationId>()) else { return };
        if named.is_empty() {
            return missing.set(Some(words.give_missing.to_owned()));
        }
        let of = open.with_value(|all| all.iter().find(|one| one.id == owner).map(|one| one.name.clone())).unwrap_or_default();
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            let Some(row) = row.try_get_value() else { return };
            let answer = if is_own { give(vault, &row, owner, named).await } else { put_into(vault, &row, owner, named).await };
            busy.try_set(false);
            match answer {
                Ok(Some(view)) => {
                    vault.put(view).await;
                    vault.toasts.done(if is_own { words.given(&name_of(&row), &of) } else { t().vault_item.saved(&name_of(&row)) });
                    if is_open.try_get_untracked() == Some(true) {
                        close(());
                    }
                }
                // The person declined to enter the password.
                Ok(None) => {}
                Err(reason) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton busy=busy>{if is_own { words.give_action } else { t().vault_item.save }}</SubmitButton>
        }
    };
    view! {
        <Dialog open=is_open on_close=close title=Signal::stored(title) on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {is_own
                .then(|| {
                    view! {
                        <p class="muted">{words.give_text}</p>
                        <Select
                            label=words.give_to
                            value=organization
                            choices=owners
                            on_change=move |_: String| chosen.update(BTreeSet::clear)
                        />
                    }
                })}
            <fieldset class="rights">
                <legend class="label">{t().vault_item.collections}</legend>
                {places}
                {move || missing.get().map(|text| view! { <small class="error" role="alert">{text}</small> })}
            </fieldset>
        </Dialog>
    }
}

fn place(collection: Collection, chosen: RwSignal<BTreeSet<String>>, missing: RwSignal<Option<String>>) -> AnyView {
    let id = collection.id;
    let checked = RwSignal::new(untrack(|| chosen.read().contains(&id)));
    let change = move |on: bool| {
        missing.set(None);
        chosen.update(|chosen| {
            if on {
                chosen.insert(id.clone());
            } else {
                chosen.remove(&id);
            }
        });
    };
    view! { <Checkbox label=name_or(collection.name, t().vault.unnamed_collection) checked=checked on_change=Callback::new(change) /> }.into_any()
}

/// `Ok(None)`: the item asks for the master password, and the person declined.
async fn give(vault: Vault, row: &ShelfRow, organization: OrganizationId, collections: Vec<CollectionId>) -> Result<Option<ItemView>, String> {
    let Some(held) = open_once(vault, row).await? else { return Ok(None) };
    let answer = ask_vault(VaultCall::Give { item: row.id.clone(), organization: organization.to_string() }).await;
    held.close().await;
    let (content, known_at) = match answer {
        Ok(VaultAnswer::Given { content, revised_at }) => (content, Micros(revised_at)),
        Ok(_) => return Err(key_text(KeyError::Gone)),
        Err(error) => return Err(key_text(error)),
    };
    let (item, _) = ids_of(row).map_err(|error| failure_text(&error))?;
    let request = ShareItemRequest { organization, item, collections, content, known_at };
    showing(organization, vault.session.call(|| share_item(request.clone()))).await.map(Some).map_err(|error| failure_text(&error))
}

async fn put_into(vault: Vault, row: &ShelfRow, organization: OrganizationId, collections: Vec<CollectionId>) -> Result<Option<ItemView>, String> {
    let (item, _) = ids_of(row).map_err(|error| failure_text(&error))?;
    let request = MoveItemRequest { organization, item, collections };
    showing(organization, vault.session.call(|| move_item(request.clone()))).await.map(Some).map_err(|error| failure_text(&error))
}
