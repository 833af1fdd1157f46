use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::{self as api, list_members},
    model::{
        error::{ApiError, ErrorCode},
        id::MemberId,
        member::{ListMembersRequest, MemberFilter, MemberRequest, MemberView, SeatsView},
        page::{Cursor, Page},
        person::StatusCounts,
    },
};

use super::bulk::Course;
use crate::{
    failure::failure_text,
    i18n::t,
    paged::Paged,
    session::Session,
    shell::CurrentOrganization,
    ui::{LoadState, Toasts},
};

/// The rows that are loaded for the filter of the page, and the figures about all members.
#[derive(Clone, Copy)]
pub(super) struct MemberList {
    pub(super) session: Session,
    pub(super) organization: CurrentOrganization,
    /// Taken while the page is built: there is no context later.
    pub(super) toasts: Toasts,
    filter: Memo<MemberFilter>,
    /// What the rows were asked for with: a cursor fits no other filter.
    asked: StoredValue<Option<MemberFilter>>,
    paged: Paged<MemberView>,
    pub(super) counts: RwSignal<StatusCounts>,
    pub(super) seats: RwSignal<Option<SeatsView>>,
    /// The member of the drawer, where he is in none of the rows.
    single: RwSignal<Option<MemberView>>,
    /// Of the last command over several members.
    pub(super) course: Course,
}

impl MemberList {
    pub(super) fn new(filter: Memo<MemberFilter>) -> Self {
        let list = Self {
            session: Session::get(),
            organization: CurrentOrganization::get(),
            toasts: Toasts::get(),
            filter,
            asked: StoredValue::new(None),
            paged: Paged::new(),
            counts: RwSignal::new(StatusCounts::default()),
            seats: RwSignal::new(None),
            single: RwSignal::new(None),
            course: Course::new(),
        };
        Effect::new(move |_| {
            filter.track();
            list.load();
        });
        list
    }

    pub(super) fn rows(self) -> RwSignal<Vec<MemberView>> {
        self.paged.rows()
    }

    pub(super) fn state(self) -> Signal<LoadState> {
        self.paged.state()
    }

    /// Loads the first page of the present filter.
    pub(super) fn load(self) {
        // The filter is gone when the person has left meanwhile.
        let Some(filter) = self.filter.try_get_untracked() else { return };
        self.asked.set_value(Some(filter));
        self.paged.start(self.page(None));
    }

    /// Somebody else changed something.
    pub(super) async fn refresh(self) -> Result<(), ApiError> {
        self.paged.refresh(|cursor| self.page(cursor)).await?;
        self.organization.reload();
        Ok(())
    }

    /// Loads the rows after the last one.
    pub(super) fn load_more(self) {
        let is_same = self.asked.with_value(|asked| self.filter.with_untracked(|filter| asked.as_ref() == Some(filter)));
        if let (true, Some(cursor)) = (is_same, self.paged.next()) {
            self.paged.more(self.page(Some(cursor)));
        }
    }

    /// Asks for one member: he may stand further down than what is loaded, or fit no filter.
    pub(super) fn load_one(self, member: MemberId) {
        let request = MemberRequest { organization: self.organization.id, member };
        spawn_local(async move {
            match self.session.call(|| api::member(request.clone())).await {
                Ok(view) => drop(self.single.try_set(Some(view))),
                Err(error) if error.code == ErrorCode::NotFound => self.toasts.error(t().console.member_not_here),
                Err(error) => self.toasts.error(failure_text(&error)),
            }
        });
    }

    /// A member of the rows, or the one who was asked for. Tracks.
    pub(super) fn find(self, member: MemberId) -> Option<MemberView> {
        let row = self.rows().try_with(|rows| rows.iter().find(|row| row.id == member).cloned()).flatten();
        row.or_else(|| self.single.try_get().flatten().filter(|one| one.id == member))
    }

    /// Loads again after a command, and lets the frame count anew.
    pub(super) fn reload(self) {
        self.load();
        self.organization.reload();
    }

    /// How many rows the present filter has, once all are loaded.
    pub(super) fn total(self) -> Option<u64> {
        (!self.paged.has_more()).then(|| self.rows().read().len() as u64)
    }

    async fn page(self, cursor: Option<Cursor>) -> Result<Page<MemberView>, ApiError> {
        // The signals are gone when the person has left meanwhile.
        let filter = self.filter.try_get_untracked().unwrap_or_default();
        let request = ListMembersRequest { organization: self.organization.id, filter, cursor, rows: None };
        let view = self.session.call(|| list_members(request.clone())).await?;
        self.counts.try_set(view.counts);
        self.seats.try_set(Some(view.seats));
        Ok(view.page)
    }
}
