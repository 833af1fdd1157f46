//! Finding clients and members by a part of their name. The server searches; this asks it a moment after the last key.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{clients::list_clients, members::list_members},
    model::{
        client::{ClientFilter, ListClientsRequest},
        id::{OrganizationId, ProviderId},
        member::{ListMembersRequest, MemberFilter, MemberView},
        role::Status,
    },
};

use crate::session::Session;

const PAUSE: Duration = Duration::from_millis(150);
const ROWS: u32 = 8;

/// A client found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundClient {
    pub(super) id: OrganizationId,
    pub(super) name: String,
    pub(super) provider: ProviderId,
    pub(super) provider_name: String,
}

/// What a search has brought so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Searching {
    /// Nothing was typed.
    #[default]
    Idle,
    Waiting,
    Done,
    Failed,
}

/// A search box and what it found.
#[derive(Clone, Copy)]
pub(super) struct Search {
    session: Session,
    pub(super) text: RwSignal<String>,
    pub(super) clients: RwSignal<Vec<FoundClient>>,
    pub(super) members: RwSignal<Vec<MemberView>>,
    pub(super) state: RwSignal<Searching>,
    /// Answers to an older question are dropped.
    round: StoredValue<u32>,
}

/// Whose clients and members are searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) providers: Vec<(ProviderId, String)>,
    pub(super) members_of: Option<OrganizationId>,
}

impl Scope {
    /// Every provider of the person.
    pub(super) fn everywhere(session: Session) -> Self {
        let me = session.me();
        let providers = me.iter().flat_map(|me| me.providers.iter()).filter(|provider| provider.status == Status::Confirmed);
        Self { providers: providers.map(|provider| (provider.id, provider.name.clone())).collect(), members_of: None }
    }
}

impl Search {
    /// Follows what is typed into `text`.
    pub(super) fn new(session: Session, scope: Signal<Scope>) -> Self {
        let search = Self {
            session,
            text: RwSignal::default(),
            clients: RwSignal::default(),
            members: RwSignal::default(),
            state: RwSignal::default(),
            round: StoredValue::new(0),
        };
        let mut ask = debounce(PAUSE, move |text: String| search.ask(text, scope));
        Effect::new(move |_| {
            let text = search.text.get();
            search.round.update_value(|round| *round = round.wrapping_add(1));
            if text.trim().is_empty() {
                search.clients.set(Vec::new());
                search.members.set(Vec::new());
                search.state.set(Searching::Idle);
            } else {
                search.state.set(Searching::Waiting);
            }
            ask(text);
        });
        search
    }

    fn ask(self, text: String, scope: Signal<Scope>) {
        let typed = text.trim().to_owned();
        // The box may be gone by now.
        let Some(scope) = scope.try_get_untracked().filter(|_| !typed.is_empty()) else { return };
        let Some(round) = self.round.try_get_value() else { return };
        spawn_local(async move {
            let (mut clients, mut members, mut failed) = (Vec::new(), Vec::new(), false);
            for (provider, provider_name) in scope.providers {
                let filter = ClientFilter { search: typed.clone(), ..ClientFilter::default() };
                let request = ListClientsRequest { provider, filter, cursor: None, rows: Some(ROWS) };
                match self.session.call(|| list_clients(request.clone())).await {
                    Ok(page) => {
                        let found = page.rows.into_iter();
                        clients.extend(found.map(|row| FoundClient { id: row.id, name: row.name, provider, provider_name: provider_name.clone() }));
                    }
                    Err(_) => failed = true,
                }
            }
            if let Some(organization) = scope.members_of {
                let filter = MemberFilter { search: typed, ..MemberFilter::default() };
                let request = ListMembersRequest { organization, filter, cursor: None, rows: Some(ROWS) };
                match self.session.call(|| list_members(request.clone())).await {
                    Ok(view) => members = view.page.rows,
                    Err(_) => failed = true,
                }
            }
            if self.round.try_get_value() != Some(round) {
                return;
            }
            let nothing = clients.is_empty() && members.is_empty();
            self.clients.set(clients);
            self.members.set(members);
            self.state.set(if failed && nothing { Searching::Failed } else { Searching::Done });
        });
    }
}
