use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{clients::list_clients, events::organization_event_actors, providers::provider_event_actors},
    model::{
        client::{ClientFilter, ListClientsRequest},
        error::ApiError,
        event::{EventActor, OrganizationActorsRequest, ProviderActorsRequest},
        id::ProviderId,
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

/// Who did it: whoever did something in this log, members and people of the provider, also those who have left.
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
    let asked = StoredValue::new(0_u32);
    let look_for = Callback::new(move |typed: String| {
        found.set(Found::Pending);
        asked.update_value(|number| *number += 1);
        let (number, search) = (asked.get_value(), search(typed));
        spawn_local(async move {
            let answer = search.await.map_or(Found::Failed, Found::Choices);
            // An answer that comes late is not to what stands in the field by now.
            if asked.try_get_value() == Some(number) {
                found.try_set(answer);
            }
        });
    });
    // Somebody who was picked makes room for the others.
    let open = move |()| look_for.run(if untrack(|| address.get(name)).is_empty() { text.get_untracked() } else { String::new() });
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
            on_open=open
            on_pick=move |choice: Choice| address.change(Step::Push, &[(name, &choice.value)])
        />
    }
    .into_any()
}

async fn find_people(session: Session, source: EventSource, search: String) -> Result<Vec<Choice>, ApiError> {
    let actors = match source {
        EventSource::Provider(provider) => {
            let request = ProviderActorsRequest { provider, search, cursor: None };
            session.call(|| provider_event_actors(request.clone())).await?.rows
        }
        EventSource::Organization(organization) => {
            let request = OrganizationActorsRequest { organization, search, cursor: None };
            session.call(|| organization_event_actors(request.clone())).await?.rows
        }
    };
    let choice = |EventActor { id, name, email, provider }: EventActor| {
        let label = if name.is_empty() { email } else { format!("{name} ({})", provider.unwrap_or(email)) };
        Choice::new(id.to_string(), label)
    };
    Ok(actors.into_iter().map(choice).collect())
}

async fn find_clients(session: Session, provider: ProviderId, search: String) -> Result<Vec<Choice>, ApiError> {
    let filter = ClientFilter { search, ..ClientFilter::default() };
    let request = ListClientsRequest { provider, filter, cursor: None, rows: Some(OFFERED) };
    let clients = session.call(|| list_clients(request.clone())).await?.rows;
    Ok(clients.into_iter().map(|client| Choice::new(client.id.to_string(), client.name)).collect())
}
