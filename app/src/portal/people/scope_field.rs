use leptos::{prelude::*, task::spawn_local};
use server::{
    api::clients::list_clients,
    model::{
        client::{ClientFilter, ClientView, ListClientsRequest},
        error::ApiError,
        id::OrganizationId,
        page::Page,
        person::{ChosenClient, PersonDetails, Scope},
    },
};

use super::state::People;
use crate::{
    i18n::t,
    ui::{Choice, Combobox, Found, Icon, RadioCard, RadioCards},
};

const OFFERED: u32 = 20;
const ALL: &str = "all";
const SOME: &str = "some";

/// Which clients a service user sees: all of them, or chosen ones.
#[derive(Clone, Copy)]
pub(super) struct ScopeField {
    people: People,
    kind: RwSignal<String>,
    chosen: RwSignal<Vec<OrganizationId>>,
    names: RwSignal<Vec<(OrganizationId, String)>>,
    error: RwSignal<Option<String>>,
}

impl ScopeField {
    /// Of somebody who sees all clients, or is about to be invited.
    pub(super) fn all(people: People) -> Self {
        Self::new(people, ALL, Vec::new())
    }

    /// As it is of that person.
    pub(super) fn of(people: People, details: &PersonDetails) -> Self {
        Self::new(people, if details.person.chosen.is_some() { SOME } else { ALL }, details.chosen.clone())
    }

    fn new(people: People, kind: &str, chosen: Vec<ChosenClient>) -> Self {
        let ids = chosen.iter().map(|client| client.id).collect();
        let names = chosen.into_iter().map(|client| (client.id, client.name)).collect();
        Self { people, kind: RwSignal::new(kind.to_owned()), names: RwSignal::new(names), error: RwSignal::new(None), chosen: RwSignal::new(ids) }
    }

    /// The scope, or `None` after saying beside the field what is missing.
    pub(super) fn read(self) -> Option<Scope> {
        if *self.kind.read_untracked() == ALL {
            return Some(Scope::AllClients);
        }
        let chosen = self.chosen.get_untracked();
        let empty = chosen.is_empty();
        self.error.set(empty.then(|| t().portal_people.choose_clients.to_owned()));
        (!empty).then_some(Scope::Clients(chosen))
    }

    /// The scope as it stands, also an empty one. Tracks.
    pub(super) fn now(self) -> Scope {
        if *self.kind.read() == ALL { Scope::AllClients } else { Scope::Clients(self.chosen.get()) }
    }

    fn name(self, id: OrganizationId) -> Option<String> {
        self.names.read().iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone())
    }

    pub(super) fn view(self) -> AnyView {
        let texts = &t().portal_people;
        let cards = vec![RadioCard::new(ALL, texts.all_clients, texts.all_clients_text), RadioCard::new(SOME, texts.chosen_clients, texts.chosen_clients_text)];
        view! {
            <RadioCards label=texts.scope value=self.kind cards=cards />
            {move || (*self.kind.read() == SOME).then(|| self.picker())}
        }
        .into_any()
    }

    fn picker(self) -> AnyView {
        let texts = &t().portal_people;
        let text = RwSignal::new(String::new());
        let found = RwSignal::new(Found::Pending);
        let look_for = Callback::new(move |typed: String| {
            found.set(Found::Pending);
            spawn_local(async move {
                let answer = clients(self.people, typed).await;
                let choices = |page: Page<ClientView>| page.rows.into_iter().map(|client| Choice::new(client.id.to_string(), client.name)).collect();
                found.try_set(answer.map_or(Found::Failed, |page| Found::Choices(choices(page))));
            });
        });
        look_for.run(String::new());
        let pick = move |choice: Choice| {
            text.set(String::new());
            self.error.set(None);
            if let Ok(id) = choice.value.parse::<OrganizationId>()
                && !self.chosen.read_untracked().contains(&id)
            {
                self.names.update(|names| names.push((id, choice.label)));
                self.chosen.update(|chosen| chosen.push(id));
            }
        };
        let chosen = move || self.chosen.get().into_iter().map(|id| self.pick_view(id)).collect_view();
        view! {
            <div class="picks">{chosen}</div>
            <Combobox label=texts.add_client placeholder=texts.find_client text=text found=found error=self.error on_search=look_for on_pick=pick />
        }
        .into_any()
    }

    fn pick_view(self, id: OrganizationId) -> AnyView {
        let name = move || self.name(id).unwrap_or_else(|| t().ui.loading.to_owned());
        let remove = move |_| self.chosen.update(|chosen| chosen.retain(|known| *known != id));
        view! {
            <button type="button" class="tag-pick" aria-label=move || t().portal_people.take_away(&name()) on:click=remove>
                {name}
                <Icon name="close" />
            </button>
        }
        .into_any()
    }
}

async fn clients(people: People, search: String) -> Result<Page<ClientView>, ApiError> {
    let filter = ClientFilter { search, ..ClientFilter::default() };
    let request = ListClientsRequest { provider: people.current.id, filter, cursor: None, rows: Some(OFFERED) };
    people.session.call(|| list_clients(request.clone())).await
}
