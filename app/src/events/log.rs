use leptos::prelude::*;
use server::{
    api::{
        events::{export_events, organization_events},
        providers::{export_provider_events, provider_events},
    },
    model::{
        error::ApiError,
        event::{EventFilter, EventView, OrganizationEventsRequest, ProviderEventsRequest},
        id::{OrganizationId, ProviderId},
        live::{OrganizationList, ProviderList},
        page::{Cursor, Page},
    },
};

use super::{
    filter::{ACTOR, CLIENT, FROM, GROUP, MEMBER, SEARCH, UNTIL, clear, date_field, filter_of, is_filtered},
    group,
    picker::{actor_picker, client_picker},
    row::row_view,
};
use crate::{
    address::{Address, Step},
    export::export_csv_button,
    i18n::t,
    live::{Followed, follow},
    paged::Paged,
    search_field::{Search, search_field},
    session::Session,
    ui::{Button, ButtonKind, Callout, Chip, Chips, EmptyState, LoadState, Pager, Select, Skeleton, Tone},
};

/// Whose log it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSource {
    Provider(ProviderId),
    Organization(OrganizationId),
}

/// Filters and entries, newest first. The filters stand in the URL.
#[component]
pub fn EventLog(source: EventSource) -> impl IntoView {
    let session = Session::get();
    let address = Address::of_page();
    let filter = Memo::new(move |_| filter_of(address, source));
    let list = Paged::<EventView>::new();
    let reload = Callback::new(move |()| list.start(load(session, source, filter.get_untracked(), None)));
    Effect::new(move |_| {
        filter.track();
        reload.run(());
    });
    let list_of = match source {
        EventSource::Provider(provider) => Followed::Provider(provider, ProviderList::Events),
        EventSource::Organization(organization) => Followed::Organization(organization, OrganizationList::Events),
    };
    // The filter is gone when the person has left meanwhile.
    follow(list_of, move || list.refresh(move |cursor| load(session, source, filter.try_get_untracked().unwrap_or_default(), cursor)));
    let more = move |()| list.more(load(session, source, filter.get_untracked(), list.next()));
    let entries = move || {
        let rows = list.rows().get().into_iter().map(|event| row_view(event, source)).collect_view();
        view! { <ol class="events">{rows}</ol> }
    };
    view! {
        {filters(source, address, list)}
        <div class="card event-list" aria-busy=move || (list.state().get() != LoadState::Ready).then_some("true")>
            {move || match list.state().get() {
                LoadState::Failed(reason) => failed(reason, reload),
                LoadState::Loading => view! { <div class="event-bones"><Skeleton lines=8 /></div> }.into_any(),
                LoadState::Ready if list.rows().with(Vec::is_empty) => nothing(address),
                LoadState::Ready | LoadState::Refreshing | LoadState::LoadingMore => ().into_any(),
            }}
            {entries}
        </div>
        <Pager
            shown=Signal::derive(move || list.rows().with(Vec::len))
            has_more=Signal::derive(move || list.has_more())
            busy=Signal::derive(move || matches!(list.state().get(), LoadState::Refreshing | LoadState::LoadingMore))
            on_more=more
        />
    }
}

async fn load(session: Session, source: EventSource, filter: EventFilter, cursor: Option<Cursor>) -> Result<Page<EventView>, ApiError> {
    match source {
        EventSource::Provider(provider) => {
            let request = ProviderEventsRequest { provider, filter, cursor };
            session.call(|| provider_events(request.clone())).await
        }
        EventSource::Organization(organization) => {
            let request = OrganizationEventsRequest { organization, filter, cursor };
            session.call(|| organization_events(request.clone())).await
        }
    }
}

fn filters(source: EventSource, address: Address, list: Paged<EventView>) -> AnyView {
    let group = RwSignal::new(address.get(GROUP));
    let (actor, client) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| group.set(address.get(GROUP)));
    // A filter that came with the address is called by the name that the entries give it.
    Effect::new(move |_| {
        let rows = list.rows().read();
        let first = rows.first();
        let name = |present: bool, name: Option<String>| if present { name } else { Some(String::new()) };
        let actor_name = first.and_then(|event| event.actor.as_ref()).map(|person| person.name.clone());
        let client_name = first.and_then(|event| event.client.as_ref()).map(|client| client.name.clone());
        for (field, parameter, name_of_first) in [(actor, ACTOR, actor_name), (client, CLIENT, client_name)] {
            let present = !address.get(parameter).is_empty();
            if let Some(text) = name(present, name_of_first)
                && (!present || field.read_untracked().is_empty())
            {
                field.set(text);
            }
        }
    });
    let client_field = match source {
        EventSource::Provider(provider) => Some(client_picker(provider, address, client)),
        EventSource::Organization(_) => None,
    };
    view! {
        <div class="event-filters">
            {filter_field(address)}
            <Select label=t().events.kind value=group choices=group::choices(source) on_change=move |id: String| address.change(Step::Push, &[(GROUP, &id)]) />
            {actor_picker(source, address, actor)}
            {client_field.map(|field| view! { <div class="event-client">{field}</div> })}
            {date_field(address, t().events.from, FROM)}
            {date_field(address, t().events.until, UNTIL)}
        </div>
        <div class="tools">
            {move || {
                (!address.get(MEMBER).is_empty())
                    .then(|| {
                        view! {
                            <Chips
                                label=t().events.filters
                                chips=vec![Chip::new(MEMBER, t().events.one_member)]
                                pressed=vec![MEMBER.to_owned()]
                                on_press=move |_| address.change(Step::Push, &[(MEMBER, "")])
                            />
                        }
                    })
            }}
            <small>{move || if address.get(FROM).is_empty() && address.get(UNTIL).is_empty() { t().events.last_days } else { "" }}</small>
            <span class="spring"></span>
            {move || {
                is_filtered(address).then(|| view! { <Button kind=ButtonKind::Quiet on_press=move |()| clear(address)>{t().events.clear}</Button> })
            }}
            {export_button(source, address)}
        </div>
    }
    .into_any()
}

fn filter_field(address: Address) -> AnyView {
    const ID: &str = "event-filter";
    let search = Search {
        id: ID,
        label: t().events.search,
        placeholder: t().events.search_hint,
        value: Signal::derive(move || address.get(SEARCH)),
        on_typed: Callback::new(move |text: String| address.change(Step::Replace, &[(SEARCH, &text)])),
    };
    view! {
        <div class="field">
            <label class="label" for=ID>{t().events.search}</label>
            {search_field(search)}
        </div>
    }
    .into_any()
}

fn export_button(source: EventSource, address: Address) -> AnyView {
    let session = Session::get();
    let ask = move || {
        let filter = untrack(|| filter_of(address, source));
        async move {
            match source {
                EventSource::Organization(organization) => {
                    let request = OrganizationEventsRequest { organization, filter, cursor: None };
                    session.call(|| export_events(request.clone())).await
                }
                EventSource::Provider(provider) => {
                    let request = ProviderEventsRequest { provider, filter, cursor: None };
                    session.call(|| export_provider_events(request.clone())).await
                }
            }
        }
    };
    export_csv_button(ask, Signal::stored(None))
}

fn failed(reason: String, reload: Callback<()>) -> AnyView {
    let retry = move || view! { <Button on_press=reload>{t().ui.try_again}</Button> };
    view! { <div class="event-bones"><Callout tone=Tone::Bad actions=ViewFnOnce::from(retry)>{reason}</Callout></div> }.into_any()
}

fn nothing(address: Address) -> AnyView {
    if is_filtered(address) {
        view! {
            <EmptyState title=t().events.no_match text=t().events.no_match_hint>
                <Button on_press=move |()| clear(address)>{t().events.clear}</Button>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <EmptyState icon="list" title=t().events.nothing text=t().events.nothing_hint /> }.into_any()
    }
}
