//! What can be done with one item or many from the list.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{
        items::{destroy_items, restore_items, trash_items},
        vault::{destroy_own_items, restore_own_items, trash_own_items},
    },
    model::{
        error::ApiError,
        event::EventKind,
        id::{ItemId, OrganizationId},
        item::{ITEMS_AT_ONCE, ItemsRequest, OwnItemsRequest},
    },
};
use std::collections::BTreeMap;
use worker::{Place, ShelfPart, ShelfRow, VaultCall};

use super::{
    belonging::{question_of, why_not_ask},
    opened::{open_once, reveal_code, reveal_text},
    place::{EDIT, ITEM, NEW, shown},
    state::{Vault, ids_of},
    worker::ask_vault,
};
use crate::{
    address::{Address, Step},
    failure::failure_text,
    i18n::t,
    session::showing,
    ui::{BulkBar, Button, ButtonKind, MenuItem, Selection, copy_to_clipboard},
};

/// What happens to items that leave the list or come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Trash,
    Restore,
    Destroy,
}

/// Work on many items.
#[derive(Clone, Copy)]
pub(super) struct Bulk {
    pub(super) vault: Vault,
    pub(super) selection: Selection,
    pub(super) busy: RwSignal<bool>,
    /// Ids that wait for the question whether they shall be deleted for good.
    pub(super) doomed: RwSignal<Vec<String>>,
    /// The one item of which is asked where it belongs.
    pub(super) placed: RwSignal<Option<ShelfRow>>,
}

impl Bulk {
    pub(super) fn new(vault: Vault, selection: Selection) -> Self {
        Self { vault, selection, busy: RwSignal::new(false), doomed: RwSignal::new(Vec::new()), placed: RwSignal::new(None) }
    }

    /// Does it to these items, whoever they belong to, in parts that the server takes at once.
    pub(super) fn run(self, fate: Fate, ids: Vec<String>) {
        if self.busy.get_untracked() || ids.is_empty() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let all = ids.len();
            let (done, problem) = self.settle(fate, &ids).await;
            self.busy.try_set(false);
            self.selection.take_away(&done);
            self.vault.changed();
            let words = &t().vault;
            match problem {
                Some(error) => self.vault.toasts.error(words.done_of(done.len(), all, &failure_text(&error))),
                None => match fate {
                    Fate::Trash => self.vault.toasts.done_with_undo(words.trashed(all), move || self.run(Fate::Restore, done.clone())),
                    Fate::Restore => self.vault.toasts.done(words.restored(all)),
                    Fate::Destroy => self.vault.toasts.done(words.destroyed(all)),
                },
            }
        });
    }

    /// What was done, and what stopped it.
    async fn settle(self, fate: Fate, ids: &[String]) -> (Vec<String>, Option<ApiError>) {
        let mut by_owner: BTreeMap<Option<OrganizationId>, Vec<ShelfRow>> = BTreeMap::new();
        for id in ids {
            if let Some(row) = self.vault.find(id).await
                && let Ok((_, organization)) = ids_of(&row)
            {
                by_owner.entry(organization).or_default().push(row);
            }
        }
        let mut done = Vec::new();
        for (organization, rows) in by_owner {
            for part in rows.chunks(ITEMS_AT_ONCE) {
                let items = part.iter().filter_map(|row| row.id.parse().ok()).collect::<Vec<ItemId>>();
                if let Err(error) = self.send(fate, organization, items).await {
                    return (done, Some(error));
                }
                self.follow(fate, part).await;
                done.extend(part.iter().map(|row| row.id.clone()));
            }
        }
        (done, None)
    }

    async fn send(self, fate: Fate, organization: Option<OrganizationId>, items: Vec<ItemId>) -> Result<(), ApiError> {
        let session = self.vault.session;
        let Some(organization) = organization else {
            let request = OwnItemsRequest { items };
            return match fate {
                Fate::Trash => session.call(|| trash_own_items(request.clone())).await,
                Fate::Restore => session.call(|| restore_own_items(request.clone())).await,
                Fate::Destroy => session.call(|| destroy_own_items(request.clone())).await,
            };
        };
        let request = ItemsRequest { organization, items };
        match fate {
            Fate::Trash => showing(organization, session.call(|| trash_items(request.clone()))).await,
            Fate::Restore => showing(organization, session.call(|| restore_items(request.clone()))).await,
            Fate::Destroy => showing(organization, session.call(|| destroy_items(request.clone()))).await,
        }
    }

    /// Does on the shelf what the server did.
    async fn follow(self, fate: Fate, rows: &[ShelfRow]) {
        let ids = rows.iter().map(|row| row.id.clone()).collect();
        let call = match fate {
            Fate::Destroy => VaultCall::Take { items: ids },
            Fate::Trash => VaultCall::SetTrashed { items: ids, is_trashed: true },
            Fate::Restore => VaultCall::SetTrashed { items: ids, is_trashed: false },
        };
        // Without the worker the whole page is gone.
        let _ = ask_vault(call).await;
    }
}

/// The bar over the list while items are selected.
pub(super) fn bulk_bar(bulk: Bulk, address: Address) -> AnyView {
    let words = &t().vault;
    let is_trash = Memo::new(move |_| shown(address) == ShelfPart::Trash);
    let selection = bulk.selection;
    let run = move |fate| move |()| bulk.run(fate, untrack(|| selection.ids()));
    view! {
        <BulkBar selection=selection>
            {move || {
                if is_trash.get() {
                    view! {
                        <Button icon="undo" busy=bulk.busy on_press=run(Fate::Restore)>{words.restore}</Button>
                        <Button kind=ButtonKind::Danger icon="trash" busy=bulk.busy on_press=move |()| bulk.doomed.set(untrack(|| selection.ids()))>
                            {words.destroy}
                        </Button>
                    }
                        .into_any()
                } else {
                    view! { <Button icon="trash" busy=bulk.busy on_press=run(Fate::Trash)>{words.to_trash}</Button> }.into_any()
                }
            }}
        </BulkBar>
    }
    .into_any()
}

/// What can be done with one item.
pub(super) fn row_menu(vault: Vault, bulk: Bulk, address: Address, row: &ShelfRow) -> Vec<MenuItem> {
    let words = &t().vault;
    let id = row.id.clone();
    let why_not = untrack(|| vault.why_not_edit(row));
    let go = |values: &'static [(&'static str, &'static str)]| {
        let id = id.clone();
        move || {
            let mut changes = vec![(ITEM, id.as_str()), (NEW, ""), (EDIT, "")];
            changes.extend(values);
            address.change(Step::Push, &changes);
        }
    };
    let fate = |fate| {
        let ids = vec![id.clone()];
        move || bulk.run(fate, ids.clone())
    };
    if row.is_trashed {
        let ids = vec![id.clone()];
        return vec![
            MenuItem::run(words.open, go(&[])).icon("eye"),
            MenuItem::run(words.restore, fate(Fate::Restore)).icon("undo").disabled_because(why_not.clone()),
            MenuItem::divider(),
            MenuItem::run(words.destroy, move || bulk.doomed.set(ids.clone())).icon("trash").danger().disabled_because(why_not),
        ];
    }
    let star = if row.is_favorite { words.remove_star } else { words.add_star };
    let starred = row.clone();
    let kind = super::words::kind_of(row.kind);
    let not_here = (!kind.is_editable).then(|| t().vault_item.view_only_kind.to_owned());
    let placed = row.clone();
    let ask = move || bulk.placed.set(Some(placed.clone()));
    let (icon, label) = question_of(row);
    let belonging = MenuItem::run(label, ask).icon(icon).disabled_because(untrack(|| why_not_ask(vault, row)));
    let mut menu = vec![MenuItem::run(words.open, go(&[])).icon("eye")];
    if row.kind == 1 && row.name.is_some() {
        let copied = |what: Copied| {
            let row = row.clone();
            move || copy(vault, row.clone(), what)
        };
        let hidden = row.hides_passwords.then(|| t().vault_item.passwords_hidden.to_owned());
        menu.push(MenuItem::run(words.copy_username, copied(Copied::Username)).icon("copy"));
        menu.push(MenuItem::run(words.copy_password, copied(Copied::Password)).icon("key").disabled_because(hidden.clone()));
        menu.push(MenuItem::run(words.copy_code, copied(Copied::Code)).icon("clock").disabled_because(hidden));
    }
    menu.extend([
        MenuItem::divider(),
        MenuItem::run(words.edit, go(&[(EDIT, "1")])).icon("edit").disabled_because(why_not.clone().or(not_here)),
        MenuItem::run(star, move || vault.toggle_star(starred.clone())).icon("star"),
        belonging,
        MenuItem::divider(),
        MenuItem::run(words.to_trash, fate(Fate::Trash)).icon("trash").danger().disabled_because(why_not),
    ]);
    menu
}

/// What can be copied from a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copied {
    Username,
    Password,
    Code,
}

/// Opens the item for as long as it takes to copy one text of it.
fn copy(vault: Vault, row: ShelfRow, what: Copied) {
    spawn_local(async move {
        let held = match open_once(vault, &row).await {
            Ok(Some(held)) => held,
            // The person declined to enter the password.
            Ok(None) => return,
            Err(reason) => return vault.toasts.error(reason),
        };
        let text = match what {
            Copied::Username => reveal_text(&row.id, Place::Text("username".to_owned())).await,
            Copied::Password => reveal_text(&row.id, Place::Text("password".to_owned())).await,
            Copied::Code => reveal_code(&row.id).await.map(|code| code.code),
        };
        held.close().await;
        match text {
            Ok(text) => {
                copy_to_clipboard(text.as_str().to_owned(), Some(vault.toasts));
                if what == Copied::Password {
                    vault.tell(&row, EventKind::ItemPasswordCopied);
                }
            }
            Err(_) => vault.toasts.note(t().vault.nothing_to_copy),
        }
    });
}
