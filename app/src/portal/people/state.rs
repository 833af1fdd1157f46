use leptos::{prelude::*, task::spawn_local};
use server::{
    api::people::{self as api, list_people},
    model::{
        error::{ApiError, ErrorCode},
        id::ProviderUserId,
        page::{Cursor, Page},
        person::{ListPeopleRequest, PersonDetails, PersonRequest, PersonView, StatusCounts},
        role::Status,
    },
};

use crate::{
    address::{Address, Step},
    i18n::t,
    paged::Paged,
    portal::{asking::Asking, current::Current},
    session::Session,
    shell::CurrentProvider,
    ui::{Chip, LoadState},
};

pub(super) const SEARCH: &str = "search";
pub(super) const STATUS: &str = "status";
const PERSON: &str = "person";

/// What the page is asked to do.
#[derive(Clone)]
pub(super) enum Asked {
    Invite,
    Revoke(PersonView),
    Remove(PersonView),
}

/// Everything that the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct People {
    pub(super) current: Current,
    provider: CurrentProvider,
    pub(super) session: Session,
    pub(super) address: Address,
    pub(super) list: Paged<PersonView>,
    pub(super) counts: RwSignal<Option<StatusCounts>>,
    pub(super) filter: Memo<(String, Option<Status>)>,
    pub(super) asking: Asking<Asked>,
    details: RwSignal<Option<Details>>,
    /// Counts what was done to somebody who is still there.
    changes: RwSignal<u32>,
}

/// What the server answered about the person of the drawer.
#[derive(Clone, PartialEq, Eq)]
struct Details {
    /// As it stands in the address.
    id: String,
    answer: Result<PersonDetails, ApiError>,
}

impl People {
    pub(super) fn new(current: Current) -> Self {
        let address = Address::of_page();
        Self {
            current,
            provider: CurrentProvider::get(),
            session: Session::get(),
            address,
            list: Paged::new(),
            counts: RwSignal::new(None),
            filter: Memo::new(move |_| (address.get(SEARCH), status_of(&address.get(STATUS)))),
            asking: Asking::new(),
            details: RwSignal::new(None),
            changes: RwSignal::new(0),
        }
    }

    pub(super) fn reload(self) {
        self.list.start(self.page(None));
    }

    /// Somebody else changed something.
    pub(super) async fn refresh(self) -> Result<(), ApiError> {
        self.list.refresh(|cursor| self.page(cursor)).await?;
        self.provider.reload();
        Ok(())
    }

    pub(super) fn more(self) {
        if self.list.next().is_some() && self.list.state().get_untracked() == LoadState::Ready {
            self.list.more(self.page(self.list.next()));
        }
    }

    /// Something about the people has changed: also what waits in the navigation.
    pub(super) fn changed(self) {
        self.removed();
        self.changes.try_update(|changes| *changes += 1);
    }

    /// Somebody is gone: there is nobody to ask for any longer.
    pub(super) fn removed(self) {
        self.reload();
        self.provider.reload();
    }

    /// Asks for the person in the address, and again after each change: he may be on none of the pages that are loaded. Tracks.
    pub(super) fn load_open(self) {
        self.changes.track();
        let id = self.open_id();
        if id.is_empty() {
            return self.details.set(None);
        }
        let Ok(person) = id.parse::<ProviderUserId>() else {
            let answer = Err(ApiError::new(ErrorCode::NotFound, ""));
            return self.details.set(Some(Details { id, answer }));
        };
        let request = PersonRequest { provider: self.current.id, person };
        spawn_local(async move {
            let answer = self.session.call(|| api::person(request.clone())).await;
            // Another person may have been opened meanwhile, or the page left.
            if self.details.is_disposed() || untrack(|| self.open_id()) != id {
                return;
            }
            self.details.set(Some(Details { id, answer }));
        });
    }

    /// What the server says of the person in the address, once it has answered. Tracks.
    pub(super) fn details(self) -> Option<Result<PersonDetails, ApiError>> {
        let id = self.open_id();
        self.details.get().filter(|details| details.id == id).map(|details| details.answer)
    }

    async fn page(self, cursor: Option<Cursor>) -> Result<Page<PersonView>, ApiError> {
        // It is gone when the person has left meanwhile.
        let (search, status) = self.filter.try_get_untracked().unwrap_or_default();
        let request = ListPeopleRequest { provider: self.current.id, search, status, cursor };
        let people = self.session.call(|| list_people(request.clone())).await?;
        self.counts.try_set(Some(people.counts));
        Ok(people.page)
    }

    /// Id of the person whose drawer is open; empty without one. Tracks.
    pub(super) fn open_id(self) -> String {
        self.address.get(PERSON)
    }

    /// Opens the drawer of a person.
    pub(super) fn open(self, id: &str) {
        self.address.change(Step::Push, &[(PERSON, id)]);
    }

    pub(super) fn close(self) {
        self.open("");
    }
}

/// What a person is called: by name, or by address until there is one.
pub(super) fn name_of(person: &PersonView) -> String {
    if person.name.is_empty() { person.email.clone() } else { person.name.clone() }
}

const STATUSES: [(&str, Status); 4] =
    [("invited", Status::Invited), ("waiting", Status::Accepted), ("confirmed", Status::Confirmed), ("revoked", Status::Revoked)];

fn status_of(id: &str) -> Option<Status> {
    STATUSES.iter().find(|(known, _)| *known == id).map(|(_, status)| *status)
}

/// The id of the chip that is pressed.
pub(super) fn chip_id(status: Option<Status>) -> &'static str {
    STATUSES.iter().find(|(_, known)| Some(*known) == status).map_or("all", |(id, _)| id)
}

pub(super) fn chips(counts: Option<StatusCounts>) -> Vec<Chip> {
    let texts = &t().portal_people;
    let chip = |id: &str, label: &str, count: fn(StatusCounts) -> u32| {
        let made = Chip::new(id, label);
        match counts {
            Some(counts) => made.count(u64::from(count(counts))),
            None => made,
        }
    };
    vec![
        chip("all", t().ui.all, |counts| counts.all),
        chip("waiting", texts.waiting, |counts| counts.accepted),
        chip("invited", texts.invited, |counts| counts.invited),
        chip("confirmed", texts.confirmed, |counts| counts.confirmed),
        chip("revoked", texts.revoked, |counts| counts.revoked),
    ]
}
