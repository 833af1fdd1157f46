use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::list_members,
    model::{
        error::ApiError,
        member::{ListMembersRequest, MemberFilter, MemberView, SeatsView},
        page::Cursor,
        person::StatusCounts,
    },
};

use crate::{
    session::Session,
    shell::CurrentOrganization,
    ui::{LoadState, Toasts},
};

/// The rows that are loaded for the filter of the page.
#[derive(Clone, Copy)]
pub(super) struct MemberList {
    session: Session,
    organization: CurrentOrganization,
    filter: Signal<MemberFilter>,
    pub(super) rows: RwSignal<Vec<MemberView>>,
    pub(super) state: RwSignal<LoadState>,
    pub(super) counts: RwSignal<StatusCounts>,
    pub(super) seats: RwSignal<Option<SeatsView>>,
    next: StoredValue<Option<Cursor>>,
    /// Answers to an older question are dropped.
    question: StoredValue<u32>,
}

impl MemberList {
    pub(super) fn new(filter: Signal<MemberFilter>) -> Self {
        let list = Self {
            session: Session::get(),
            organization: CurrentOrganization::get(),
            filter,
            rows: RwSignal::new(Vec::new()),
            state: RwSignal::new(LoadState::Loading),
            counts: RwSignal::new(StatusCounts::default()),
            seats: RwSignal::new(None),
            next: StoredValue::new(None),
            question: StoredValue::new(0),
        };
        Effect::new(move |_| {
            filter.track();
            list.load();
        });
        list
    }

    /// Loads the first page of the present filter. Rows that are there stay until the answer is.
    pub(super) fn load(self) {
        if self.rows.read_untracked().is_empty() {
            self.state.set(LoadState::Loading);
        }
        self.ask(None);
    }

    /// Loads the rows after the last one.
    pub(super) fn load_more(self) {
        if let Some(cursor) = self.next.get_value() {
            self.state.set(LoadState::LoadingMore);
            self.ask(Some(cursor));
        }
    }

    /// Loads again after a command, and lets the frame count anew.
    pub(super) fn reload(self) {
        self.load();
        self.organization.reload();
    }

    /// Shows why a command was refused.
    pub(super) fn refuse(self, error: &ApiError) {
        Toasts::get().error(error.message.clone());
    }

    /// How many rows the present filter has, when no search narrows it.
    pub(super) fn total(self) -> Option<u64> {
        self.next.get_value().is_none().then(|| self.rows.read().len() as u64)
    }

    fn ask(self, cursor: Option<Cursor>) {
        self.question.update_value(|question| *question += 1);
        let question = self.question.get_value();
        let more = cursor.is_some();
        let request = ListMembersRequest { organization: self.organization.id, filter: self.filter.get_untracked(), cursor, rows: None };
        spawn_local(async move {
            let answer = self.session.call(|| list_members(request.clone())).await;
            if self.question.try_get_value() != Some(question) {
                return;
            }
            match answer {
                Ok(view) => {
                    self.next.set_value(view.page.next);
                    self.counts.set(view.counts);
                    self.seats.set(Some(view.seats));
                    self.state.set(LoadState::Ready);
                    if more { self.rows.update(|rows| rows.extend(view.page.rows)) } else { self.rows.set(view.page.rows) }
                }
                Err(error) => self.state.set(LoadState::Failed(error.message)),
            }
        });
    }
}
