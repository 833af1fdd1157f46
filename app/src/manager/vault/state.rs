use std::{collections::BTreeSet, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{
        items::{list_items, mark_item, read_item, tell_of_item},
        vault::{list_folders, list_own_items, mark_own_item, read_own_item, vault_organizations},
    },
    model::{
        error::ApiError,
        event::EventKind,
        id::{FolderId, ItemId, OrganizationId},
        item::{
            Detail, ItemMarks, ItemRequest, ItemView, ListFoldersRequest, ListItemsRequest, ListOwnItemsRequest, MarkItemRequest, MarkOwnItemRequest,
            OwnItemRequest, TellItemRequest,
        },
    },
};
use vault::fold;
use worker::{OrganizationKey, ShelfItem, ShelfRow, VaultAnswer, VaultCall};

use super::worker::{ask_vault, key_text, shelf_item, tell_vault};
use crate::{
    failure::failure_text,
    patience::pause_for,
    session::{Lock, Session},
    ui::{LoadState, Toasts},
};

/// A little more than it takes until something is painted.
const FRAME: Duration = Duration::from_millis(20);

/// One of the person's folders. Its name is nothing if it does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) id: String,
    pub(super) name: Option<String>,
}

/// An organization whose vault is open to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Organization {
    pub(super) id: OrganizationId,
    pub(super) name: String,
    pub(super) is_suspended: bool,
    pub(super) collections: Vec<Collection>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Collection {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) may_edit: bool,
}

/// The vaults that are open to the person. The items are in the worker; here are names of folders and collections, while the
/// keys are there.
#[derive(Clone, Copy)]
pub(super) struct Vault {
    pub(super) session: Session,
    /// Taken while the page is built: there is no context later.
    pub(super) toasts: Toasts,
    pub(super) folders: RwSignal<Vec<Folder>>,
    pub(super) organizations: RwSignal<Vec<Organization>>,
    pub(super) state: RwSignal<LoadState>,
    /// Counts the changes of the shelf.
    pub(super) changes: RwSignal<u32>,
    asked: StoredValue<u32>,
}

impl Vault {
    pub(super) fn new() -> Self {
        let vault = Self {
            session: Session::get(),
            toasts: Toasts::get(),
            folders: RwSignal::new(Vec::new()),
            organizations: RwSignal::new(Vec::new()),
            state: RwSignal::new(LoadState::Loading),
            changes: RwSignal::new(0),
            asked: StoredValue::new(0),
        };
        // Entering the password once more is no reason to fetch everything again.
        let lock = Memo::new(move |_| vault.session.lock());
        Effect::new(move |before: Option<Lock>| {
            // A worker that has just begun gets ready while the person enters the password.
            if before != Some(Lock::Locked) {
                spawn_local(async { drop(ask_vault(VaultCall::WarmUp).await) });
            }
            let now = lock.get();
            match now {
                Lock::Unlocked => vault.load(),
                Lock::Locked => vault.clear(),
            }
            now
        });
        // What lies in the clear does not outlive the page.
        on_cleanup(|| spawn_local(tell_vault(VaultCall::Wipe)));
        vault
    }

    /// Whether nothing can be read for want of keys. Tracks.
    pub(super) fn is_locked(self) -> bool {
        self.session.lock() == Lock::Locked
    }

    fn next_number(self) -> u32 {
        let number = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(number);
        number
    }

    fn clear(self) {
        self.next_number();
        self.folders.set(Vec::new());
        self.organizations.set(Vec::new());
        self.state.set(LoadState::Loading);
        self.changed();
    }

    /// Tells the rows that the shelf is another.
    pub(super) fn changed(self) {
        // The page may be gone.
        self.changes.try_update(|changes| *changes = changes.wrapping_add(1));
    }

    /// Fetches everything anew.
    pub(super) fn load(self) {
        let number = self.next_number();
        self.state.set(LoadState::Loading);
        spawn_local(async move {
            let done = self.fetch(number).await;
            // The person has left, has locked, or has asked again.
            if self.asked.try_get_value() == Some(number) {
                self.state.set(done.map_or_else(LoadState::Failed, |()| LoadState::Ready));
            }
        });
    }

    async fn fetch(self, number: u32) -> Result<(), String> {
        let is_current = move || self.asked.try_get_value() == Some(number);
        let organizations = self.session.call(vault_organizations).await.map_err(|error| failure_text(&error))?;
        let keys = organizations.iter().map(|one| OrganizationKey { organization: one.id.to_string(), key: one.key.clone().into() }).collect();
        let unopened: BTreeSet<String> = match ask_vault(VaultCall::Begin { organizations: keys }).await.map_err(key_text)? {
            VaultAnswer::Begun(unopened) => unopened.into_iter().collect(),
            _ => BTreeSet::new(),
        };
        self.changed();
        let mut open = Vec::new();
        for one in organizations {
            let id = one.id.to_string();
            let names = one.collections.iter().map(|collection| collection.name.as_str().to_owned()).collect();
            let names = if unopened.contains(&id) { Vec::new() } else { open_names(Some(id), names).await? };
            let collection = |(at, collection): (usize, &server::model::item::VaultCollection)| Collection {
                id: collection.id.to_string(),
                name: names.get(at).cloned().flatten(),
                may_edit: collection.may_edit,
            };
            let mut collections = one.collections.iter().enumerate().map(collection).collect::<Vec<_>>();
            collections.sort_by_cached_key(|collection| collection.name.as_deref().map(fold));
            open.push(Organization { id: one.id, name: one.name, is_suspended: one.is_suspended, collections });
        }
        if !is_current() {
            return Ok(());
        }
        let ids = open.iter().map(|one| one.id).collect::<Vec<_>>();
        self.organizations.set(open);

        let mut own = ListOwnItemsRequest { cursor: None, detail: Detail::Face };
        loop {
            let page = self.session.call(|| list_own_items(own.clone())).await.map_err(|error| failure_text(&error))?;
            if !self.shelve(page.rows, number).await? {
                return Ok(());
            }
            if own.cursor.is_none() {
                self.show_first().await;
                self.load_folders().await?;
            }
            own.cursor = page.next;
            if own.cursor.is_none() {
                break;
            }
        }
        for organization in ids {
            let mut of = ListItemsRequest { organization, cursor: None, detail: Detail::Face };
            loop {
                let page = self.session.call(|| list_items(of.clone())).await.map_err(|error| failure_text(&error))?;
                if !self.shelve(page.rows, number).await? {
                    return Ok(());
                }
                of.cursor = page.next;
                if of.cursor.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Gives the first rows the time to come into sight: what follows is more than a page can read without being late.
    async fn show_first(self) {
        // Whoever shows rows asks for them meanwhile.
        pause_for(FRAME).await;
        // The worker answers in order, so that theirs are here after this.
        self.find("").await;
        pause_for(FRAME).await;
    }

    /// `false`: nobody waits for it any longer.
    async fn shelve(self, page: Vec<ItemView>, number: u32) -> Result<bool, String> {
        if self.asked.try_get_value() != Some(number) {
            return Ok(false);
        }
        if !page.is_empty() {
            ask_vault(VaultCall::Put { items: page.into_iter().map(shelf_item).collect() }).await.map_err(key_text)?;
        }
        if self.asked.try_get_value() != Some(number) {
            return Ok(false);
        }
        self.changed();
        // Rows are there, and more of them may come.
        self.state.set(LoadState::LoadingMore);
        Ok(true)
    }

    /// Fetches the folders anew.
    pub(super) async fn load_folders(self) -> Result<(), String> {
        let mut request = ListFoldersRequest { cursor: None };
        let mut views = Vec::new();
        loop {
            let page = self.session.call(|| list_folders(request.clone())).await.map_err(|error| failure_text(&error))?;
            views.extend(page.rows);
            request.cursor = page.next;
            if request.cursor.is_none() {
                break;
            }
        }
        let names = open_names(None, views.iter().map(|view| view.name.as_str().to_owned()).collect()).await?;
        let mut folders = views.iter().zip(names).map(|(view, name)| Folder { id: view.id.to_string(), name }).collect::<Vec<_>>();
        folders.sort_by_cached_key(|folder| folder.name.as_deref().map(fold));
        // The page may be gone.
        self.folders.try_set(folders);
        Ok(())
    }

    /// The row of an item on the shelf.
    pub(super) async fn find(self, item: &str) -> Option<ShelfRow> {
        match ask_vault(VaultCall::Find { item: item.to_owned() }).await {
            Ok(VaultAnswer::Row(row)) => row,
            _ => None,
        }
    }

    /// All that the server has of an item.
    pub(super) async fn read(self, row: &ShelfRow) -> Result<ItemView, ApiError> {
        let (item, organization) = ids_of(row)?;
        match organization {
            Some(organization) => self.session.call(|| read_item(ItemRequest { organization, item })).await,
            None => self.session.call(|| read_own_item(OwnItemRequest { item })).await,
        }
    }

    /// Puts an item on the shelf, new or changed.
    pub(super) async fn put(self, view: ItemView) {
        self.put_back(shelf_item(view)).await;
    }

    async fn put_back(self, item: ShelfItem) {
        // Without the worker the whole page is gone.
        let _ = ask_vault(VaultCall::Put { items: vec![item] }).await;
        self.changed();
    }

    /// Changes what the person does with an item for himself.
    pub(super) async fn mark(self, row: &ShelfRow, marks: ItemMarks) -> Result<(), ApiError> {
        let (item, organization) = ids_of(row)?;
        match organization {
            Some(organization) => self.session.call(|| mark_item(MarkItemRequest { organization, item, marks })).await?,
            None => self.session.call(|| mark_own_item(MarkOwnItemRequest { item, marks })).await?,
        }
        self.put(self.read(row).await?).await;
        Ok(())
    }

    /// Turns the star of an item round, and says so only if it did not work.
    pub(super) fn toggle_star(self, row: ShelfRow) {
        spawn_local(async move {
            let marks = ItemMarks { is_favorite: !row.is_favorite, folder: folder_of(&row) };
            if let Err(error) = self.mark(&row, marks).await {
                self.toasts.error(failure_text(&error));
            }
        });
    }

    /// Tells the log of the organization what the person did with its item. Own items have no log.
    pub(super) fn tell(self, row: &ShelfRow, kind: EventKind) {
        let Ok((item, Some(organization))) = ids_of(row) else { return };
        spawn_local(async move {
            // What was looked at stays looked at, whether it could be told or not.
            let _ = self.session.call(|| tell_of_item(TellItemRequest { organization, item, kind })).await;
        });
    }

    /// The organization of that id. Tracks.
    pub(super) fn organization(self, id: &str) -> Option<Organization> {
        self.organizations.with(|all| all.iter().find(|one| one.id.to_string() == id).cloned())
    }

    /// The name of a folder. Tracks.
    pub(super) fn folder_name(self, id: &str) -> Option<String> {
        self.folders.with(|all| all.iter().find(|folder| folder.id == id).and_then(|folder| folder.name.clone()))
    }

    /// Why the person may not change an item. Tracks.
    pub(super) fn why_not_edit(self, row: &ShelfRow) -> Option<String> {
        let words = &crate::i18n::t().vault;
        if row.organization.as_deref().and_then(|id| self.organization(id)).is_some_and(|one| one.is_suspended) {
            return Some(words.suspended.to_owned());
        }
        (!row.may_edit).then(|| words.view_only.to_owned())
    }
}

pub(super) fn folder_of(row: &ShelfRow) -> Option<FolderId> {
    row.folder.as_ref().and_then(|id| id.parse().ok())
}

/// The ids of a row, read back from their texts.
pub(super) fn ids_of(row: &ShelfRow) -> Result<(ItemId, Option<OrganizationId>), ApiError> {
    let broken = || ApiError::new(server::model::error::ErrorCode::NotFound, crate::i18n::t().vault.gone);
    let item = row.id.parse().map_err(|_| broken())?;
    let organization = row.organization.as_ref().map(|id| id.parse().map_err(|_| broken())).transpose()?;
    Ok((item, organization))
}

/// Opens names; one that does not open is `None`.
async fn open_names(organization: Option<String>, names: Vec<String>) -> Result<Vec<Option<String>>, String> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    match ask_vault(VaultCall::Names { organization, names }).await.map_err(key_text)? {
        VaultAnswer::Names(names) => Ok(names),
        _ => Ok(Vec::new()),
    }
}
