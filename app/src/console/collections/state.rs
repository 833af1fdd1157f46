use std::collections::HashMap;

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::collections::list_collections,
    model::{
        access::Action,
        collection::{CollectionView, ListCollectionsRequest},
        id::CollectionId,
        key::Ciphertext,
        page::Cursor,
    },
};

use super::{names, words::not_yours};
use crate::{
    failure::failure_text,
    session::{Lock, Session},
    shell::CurrentOrganization,
    ui::{LoadState, Toasts},
};

/// A collection with its name in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::console) struct Collection {
    pub(in crate::console) view: CollectionView,
    /// Nothing if the name does not open.
    pub(in crate::console) path: Option<String>,
}

/// All collections that the person sees. Their names are here only while the keys are.
#[derive(Clone, Copy)]
pub(in crate::console) struct Collections {
    pub(in crate::console) session: Session,
    pub(super) organization: CurrentOrganization,
    /// Taken while the page is built: there is no context later.
    pub(super) toasts: Toasts,
    pub(in crate::console) all: RwSignal<Vec<Collection>>,
    pub(in crate::console) state: RwSignal<LoadState>,
    /// What names say that were opened once, so that the key is not asked for again.
    opened: StoredValue<HashMap<String, String>>,
    asked: StoredValue<u32>,
}

impl Collections {
    /// Reads the list as soon as it is wanted and the keys are there.
    pub(in crate::console) fn new(wanted: Signal<bool>) -> Self {
        let list = Self {
            session: Session::get(),
            organization: CurrentOrganization::get(),
            toasts: Toasts::get(),
            all: RwSignal::new(Vec::new()),
            state: RwSignal::new(LoadState::Loading),
            opened: StoredValue::new(HashMap::new()),
            asked: StoredValue::new(0),
        };
        Effect::new(move |_| match (list.session.lock(), wanted.get()) {
            (Lock::Unlocked, true) => list.load(),
            (Lock::Unlocked, false) => {}
            (Lock::Locked, _) => list.clear(),
        });
        list
    }

    /// Whether the names cannot be read for want of keys. Tracks.
    pub(in crate::console) fn is_locked(self) -> bool {
        self.session.lock() == Lock::Locked
    }

    pub(super) fn find(self, id: &str) -> Option<Collection> {
        self.all.with(|all| all.iter().find(|one| one.view.id.to_string() == id).cloned())
    }

    fn clear(self) {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.all.set(Vec::new());
        self.opened.update_value(HashMap::clear);
        self.state.set(LoadState::Loading);
    }

    /// Reads the list anew. What is in sight stays until the answer comes.
    pub(super) fn load(self) {
        let number = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(number);
        self.state.set(if self.all.read_untracked().is_empty() { LoadState::Loading } else { LoadState::Refreshing });
        spawn_local(async move {
            let answer = self.fetch().await;
            // The person has left, has locked, or has asked again.
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(all) => {
                    self.state.set(LoadState::Ready);
                    self.all.set(all);
                }
                Err(reason) => self.state.set(LoadState::Failed(reason)),
            }
        });
    }

    async fn fetch(self) -> Result<Vec<Collection>, String> {
        let mut views = Vec::new();
        let mut cursor = None::<Cursor>;
        loop {
            let request = ListCollectionsRequest { organization: self.organization.id, cursor };
            let page = self.session.call(|| list_collections(request.clone())).await.map_err(|error| failure_text(&error))?;
            views.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let is_new = |view: &&CollectionView| self.opened.try_with_value(|opened| !opened.contains_key(view.name.as_str())) == Some(true);
        let unread = views.iter().filter(is_new).map(|view| view.name.clone()).collect::<Vec<_>>();
        if !unread.is_empty() {
            let plain = names::read(self.session, self.organization.id, unread.clone()).await?;
            for (name, plain) in unread.iter().zip(plain) {
                if let Some(plain) = plain {
                    self.keep(name, plain);
                }
            }
        }
        let path = |view: &CollectionView| self.opened.try_with_value(|opened| opened.get(view.name.as_str()).cloned()).flatten();
        Ok(views.into_iter().map(|view| Collection { path: path(&view), view }).collect())
    }

    /// Remembers what a name says that was encrypted here.
    pub(super) fn keep(self, name: &Ciphertext, plain: String) {
        // The page may be gone.
        let _ = self.opened.try_update_value(|opened| opened.insert(name.as_str().to_owned(), plain));
    }

    /// Why the person may not do something with a collection. Tracks.
    pub(in crate::console) fn why_not(self, view: &CollectionView, action: Action) -> Option<String> {
        let may = match action {
            Action::ClientCollectionsUpdate => view.may_update,
            Action::ClientCollectionsAccess => view.may_set_access,
            _ => view.may_delete,
        };
        self.organization.why_not(action).or_else(|| (!may).then(|| not_yours(self.organization.relation()).to_owned()))
    }

    /// Takes a deleted one away at once.
    pub(super) fn drop(self, id: CollectionId) {
        self.all.try_update(|all| all.retain(|one| one.view.id != id));
    }
}
