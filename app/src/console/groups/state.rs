use leptos::prelude::*;
use server::{
    api::groups::list_groups,
    model::{
        error::ApiError,
        group::{GroupView, ListGroupsRequest},
        page::{Cursor, Page},
    },
};

use crate::{
    paged::Paged,
    session::Session,
    shell::CurrentOrganization,
    ui::{LoadState, Toasts},
};

/// The groups that are loaded for the search of the page.
#[derive(Clone, Copy)]
pub(super) struct Groups {
    pub(super) session: Session,
    pub(super) organization: CurrentOrganization,
    /// Taken while the page is built: there is no context later.
    pub(super) toasts: Toasts,
    search: Memo<String>,
    /// What the rows were asked for with: a cursor fits no other search.
    asked: StoredValue<Option<String>>,
    paged: Paged<GroupView>,
}

impl Groups {
    pub(super) fn new(search: Memo<String>) -> Self {
        let list = Self {
            session: Session::get(),
            organization: CurrentOrganization::get(),
            toasts: Toasts::get(),
            search,
            asked: StoredValue::new(None),
            paged: Paged::new(),
        };
        Effect::new(move |_| {
            search.track();
            list.load();
        });
        list
    }

    pub(super) fn rows(self) -> RwSignal<Vec<GroupView>> {
        self.paged.rows()
    }

    pub(super) fn state(self) -> Signal<LoadState> {
        self.paged.state()
    }

    /// Loads the first page of the present search.
    pub(super) fn load(self) {
        self.asked.set_value(Some(self.search.get_untracked()));
        self.paged.start(self.page(None));
    }

    /// Somebody else changed something.
    pub(super) async fn refresh(self) -> Result<(), ApiError> {
        self.paged.refresh(|cursor| self.page(cursor)).await
    }

    /// Loads the rows after the last one.
    pub(super) fn load_more(self) {
        let is_same = self.asked.with_value(|asked| self.search.with_untracked(|search| asked.as_ref() == Some(search)));
        if let (true, Some(cursor)) = (is_same, self.paged.next()) {
            self.paged.more(self.page(Some(cursor)));
        }
    }

    /// How many rows the present search has, once all are loaded.
    pub(super) fn total(self) -> Option<u64> {
        (!self.paged.has_more()).then(|| self.rows().read().len() as u64)
    }

    async fn page(self, cursor: Option<Cursor>) -> Result<Page<GroupView>, ApiError> {
        // It is gone when the person has left meanwhile.
        let search = self.search.try_get_untracked().unwrap_or_default();
        let request = ListGroupsRequest { organization: self.organization.id, search, cursor, rows: None };
        self.session.call(|| list_groups(request.clone())).await
    }
}
