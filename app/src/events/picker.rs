use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{clients::list_clients, members::list_members, people::list_people},
    model::{
        client::{ClientFilter, ListClientsRequest},
        error::ApiError,
        id::{ProviderId, UserId},
        member::{ListMembersRequest, MemberFilter},
        person::ListPeopleRequest,
    },
};

use super::{
    EventSource,
    filter::{ACTOR, CLIENT},
};
use crate::{
    address::{Address, Step},
    i18n::t,
    session::Session,
    ui::{Choice, Combobox, Found},
};

const OFFERED: u32 = 20;

/// Who did it: people of the provider, or members of the organization.
pub(super) fn actor_picker(source: EventSource, address: Address, text: RwSignal<String>) -> AnyView {
    let session = Session::get();
    picker(t().events.person, t().events.anybody, ACTOR, address, text, move |typed| Box::pin(find_people(session, source, typed)))
}

/// At which client it happened.
pub(super) fn client_picker(provider: ProviderId, address: Address, text: RwSignal<String>) -> AnyView {
    let session = Session::get();
    picker(t().events.client, t().events.any_client, CLIENT, address, text, move |typed| Box::pin(find_clients(session, provider, typed)))
}

type Search = std::pin::Pin<Box<dyn Future<Output = Result<Vec<Choice>, ApiError>>>>;

fn picker(
    label: &'static str,
    placeholder: &'static str,
    name: &'static str,
    address: Address,
    text: RwSignal<String>,
    search: impl Fn(String) -> Search + Send + Sync + 'static,
) -> AnyView {
    let found = RwSignal::new(Found::Pending);
    let look_for = Callback::new(move |typed: String| {
        found.set(Found::Pending);
        let search = search(typed);
        spawn_local(async move {
            let answer = search.await.map_or(Found::Failed, Found::Choices);
            found.try_set(answer);
        });
    });
    look_for.run(String::new());
    let typed = move |typed: String| {
        // An emptied field means: whoever it was.
        if typed.is_empty() && !untrack(|| address.get(name)).is_empty() {
            address.change(Step::Push, &[(name, "")]);
        }
        look_for.run(typed);
    };
    view! {
        <Combobox
            label=label
            text=text
            found=found
            placeholder=placeholder
            on_search=typed
            on_pick=move |choice: Choice| address.change(Step::Push, &[(name, &choice.value)])
        />
    }
    .into_any()
}

async fn find_people(session: Session, source: EventSource, search: String) -> Result<Vec<Choice>, ApiError> {
    let named = |id: Option<UserId>, name: String, email: String| {
        let label = if name.is_empty() { email } else { name };
        id.map(|id| Choice::new(id.to_string(), label))
    };
    Ok(match source {
        EventSource::Provider(provider) => {
            let request = ListPeopleRequest { provider, search, status: None, cursor: None };
            let people = session.call(|| list_people(request.clone())).await?.page.rows;
            people.into_iter().filter_map(|person| named(person.user_id, person.name, person.email)).collect()
        }
        EventSource::Organization(organization) => {
            let filter = MemberFilter { search, ..MemberFilter::default() };
            let request = ListMembersRequest { organization, filter, cursor: None, rows: Some(OFFERED) };
            let members = session.call(|| list_members(request.clone())).await?.page.rows;
            members.into_iter().filter_map(|member| named(member.user_id, member.name, member.email)).collect()
        }
    })
}

async fn find_clients(session: Session, provider: ProviderId, search: String) -> Result<Vec<Choice>, ApiError> {
    let filter = ClientFilter { search, ..ClientFilter::default() };
    let request = ListClientsRequest { provider, filter, cursor: None, rows: Some(OFFERED) };
    let clients = session.call(|| list_clients(request.clone())).await?.rows;
    Ok(clients.into_iter().map(|client| Choice::new(client.id.to_string(), client.name)).collect())
}
