use leptos::prelude::*;
use server::{
    api::people::list_people,
    model::{
        error::ApiError,
        page::{Cursor, Page},
        person::{ListPeopleRequest, PersonView, StatusCounts},
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
        }
    }

    pub(super) fn reload(self) {
        self.list.start(self.page(None));
    }

    pub(super) fn more(self) {
        if self.list.next().is_some() && self.list.state().get_untracked() == LoadState::Ready {
            self.list.more(self.page(self.list.next()));
        }
    }

    /// Something about the people has changed: also what waits in the navigation.
    pub(super) fn changed(self) {
        self.reload();
        self.provider.reload();
    }

    async fn page(self, cursor: Option<Cursor>) -> Result<Page<PersonView>, ApiError> {
        let (search, status) = self.filter.get_untracked();
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
