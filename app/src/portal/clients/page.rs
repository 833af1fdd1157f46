use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use server::{
    api::clients::export_clients,
    model::{
        access::Action,
        client::{ClientChip, ExportClientsRequest},
        live::ProviderList,
    },
};

use super::{
    add_existing, bulk_tag,
    cells::{console_of, rows},
    columns::ColumnChoice,
    create,
    filter::{CHIP, SEARCH, SORT, chip_id, chips, count, filter_of, matching, sort_of},
    kpis::kpis,
    menu::menu,
    rename, seats,
    state::{Asked, Clients},
    suspend, tags, unlink,
};
use crate::{
    address::{Address, Step},
    export::export_csv_button,
    i18n::t,
    live::{Followed, follow},
    portal::current::{Current, page},
    search_field::{Search, search_field_with},
    ui::{BulkBar, Button, ButtonKind, Chips, EmptyState, Menu, MenuItem, Pager, Sort, Table},
};

const ADD: &str = "add";

/// The provider's clients: find one, see what needs doing, do it.
#[component]
pub fn ClientsPage() -> impl IntoView {
    page(t().portal_clients.clients, content)
}

fn content(current: Current) -> AnyView {
    let address = Address::of_page();
    let filter = Memo::new(move |_| filter_of(address));
    let clients = Clients::new(current, filter);
    let columns = ColumnChoice::restore();
    // The command palette leads here to add a client.
    Effect::new(move |_| {
        if address.get(ADD) == "client" {
            address.change(Step::Replace, &[(ADD, "")]);
            if untrack(|| current.why_not(Action::ProviderClientsCreate)).is_none() {
                clients.asking.ask(Asked::Create);
            }
        }
    });
    clients.reload_figures();
    Effect::new(move |_| {
        filter.track();
        clients.reload();
    });
    follow(Followed::Provider(current.id, ProviderList::Clients), move || clients.refresh());
    view! {
        <div class="page-head two-actions">
            <h1>{t().portal_clients.clients}</h1>
            <span class="spring"></span>
            {export_button(clients)}
            {add_button(clients)}
        </div>
        {kpis(clients.summary, format!("/providers/{}/plan", current.id))}
        {tools(clients, address, columns)}
        {table(clients, address, columns)}
        {clients.asking.view(move |asked, opened| match asked {
            Asked::Create => create::dialog(clients, opened),
            Asked::AddExisting => add_existing::dialog(clients, opened),
            Asked::Rename(client) => rename::dialog(clients, client, opened),
            Asked::Seats(client) => seats::dialog(clients, client, opened),
            Asked::Tags(client) => tags::dialog(clients, client, opened),
            Asked::Suspend(client) => suspend::dialog(clients, client, opened),
            Asked::Resume(client) => suspend::resume_dialog(clients, client, opened),
            Asked::Unlink(client) => unlink::dialog(clients, client, opened),
            Asked::TagMany => bulk_tag::dialog(clients, opened),
        })}
    }
    .into_any()
}

fn add_button(clients: Clients) -> AnyView {
    let texts = &t().portal_clients;
    let reason = clients.current.why_not(Action::ProviderClientsCreate);
    if reason.is_some() {
        return view! { <Button kind=ButtonKind::Primary icon="plus" disabled_because=reason>{texts.add_client}</Button> }.into_any();
    }
    let items = move |()| {
        vec![
            MenuItem::run(texts.new_client, move || clients.asking.ask(Asked::Create)).icon("plus"),
            MenuItem::run(texts.existing_organization, move || clients.asking.ask(Asked::AddExisting)).icon("link"),
        ]
    };
    view! { <span class="add-client"><Menu label=texts.add_client items=items icon="plus">{texts.add_client}</Menu></span> }.into_any()
}

fn export_button(clients: Clients) -> AnyView {
    let ask = move || {
        let request = ExportClientsRequest { provider: clients.current.id, filter: clients.filter.get_untracked() };
        async move { clients.session.call(|| export_clients(request.clone())).await }
    };
    export_csv_button(ask, Signal::stored(None))
}

fn tools(clients: Clients, address: Address, columns: ColumnChoice) -> AnyView {
    let texts = &t().portal_clients;
    let search = move |text: String| {
        if untrack(|| address.get(SEARCH)) == text {
            // Typed and taken back: the rows that were narrowed come back.
            clients.reload();
        } else {
            address.change(Step::Replace, &[(SEARCH, &text)]);
        }
    };
    let search = Search {
        id: "client-filter",
        label: texts.filter,
        placeholder: texts.filter,
        value: Signal::derive(move || address.get(SEARCH)),
        on_typed: Callback::new(search),
    };
    let press = move |id: String| address.change(Step::Push, &[(CHIP, if id == "all" { "" } else { &id })]);
    view! {
        <div class="tools">
            {search_field_with(search, move |text| clients.list.narrow(matching(text)))}
            <Chips
                label=texts.filters
                chips=Signal::derive(move || clients.summary.with(|summary| chips(summary.as_ref())))
                pressed=Signal::derive(move || vec![chip_id(clients.filter.read().chip).to_owned()])
                on_press=press
            />
            <span class="spring"></span>
            <div class="column-choice">{columns.view()}</div>
        </div>
    }
    .into_any()
}

fn table(clients: Clients, address: Address, choice: ColumnChoice) -> AnyView {
    let texts = &t().portal_clients;
    let columns = Memo::new(move |_| choice.columns());
    let total = Signal::derive(move || {
        let filter = clients.filter.read();
        let summary = clients.summary.read();
        summary.as_ref().filter(|_| filter.search.is_empty()).map(|summary| u64::from(count(summary, filter.chip)))
    });
    let navigate = use_navigate();
    let open = StoredValue::new_local(move |id: &str| navigate(&console_of(id), NavigateOptions::default()));
    let retry = move |()| {
        clients.reload();
        clients.reload_figures();
    };
    let order = move |sort: Sort| {
        let parameter = sort.to_param();
        address.change(Step::Push, &[(SORT, if parameter == "client" { "" } else { &parameter })]);
    };
    view! {
        <Table
            label=texts.clients
            columns=columns
            rows=rows(clients.list.rows())
            state=clients.list.state()
            total=total
            sort=Signal::derive(move || Some(sort_of(address)))
            on_sort=order
            selection=clients.selection
            on_open=move |id: String| open.with_value(|open| open(&id))
            menu=move |at: usize| menu(clients, at)
            on_end=move |()| clients.more()
            on_retry=retry
            empty=move || empty(clients, address)
        />
        <Pager
            shown=Signal::derive(move || clients.list.rows().with(Vec::len))
            total=total
            has_more=Signal::derive(move || clients.list.has_more())
            on_more=move |()| clients.more()
        />
        <BulkBar selection=clients.selection>
            <Button
                icon="tag"
                disabled_because=clients.current.why_not(Action::ProviderClientsTag)
                on_press=move |()| clients.asking.ask(Asked::TagMany)
            >
                {texts.add_tag}
            </Button>
        </BulkBar>
    }
    .into_any()
}

fn empty(clients: Clients, address: Address) -> AnyView {
    let texts = &t().portal_clients;
    let filter = clients.filter.get_untracked();
    if !filter.search.is_empty() || filter.chip != ClientChip::All {
        let clear = move |()| address.change(Step::Push, &[(SEARCH, ""), (CHIP, "")]);
        return view! {
            <EmptyState title=texts.no_match text=texts.no_match_hint>
                <Button on_press=clear>{t().ui.clear_filter}</Button>
            </EmptyState>
        }
        .into_any();
    }
    if !clients.current.is_admin() {
        return view! { <EmptyState icon="building" title=texts.none_yet_service text=texts.none_yet_service_hint /> }.into_any();
    }
    view! {
        <EmptyState icon="building" title=texts.none_yet text=texts.none_yet_hint>
            <Button kind=ButtonKind::Primary on_press=move |()| clients.asking.ask(Asked::Create)>
                {texts.add_client}
            </Button>
        </EmptyState>
    }
    .into_any()
}
