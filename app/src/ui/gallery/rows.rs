use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::ui::{
    Badge, BulkBar, Button, Column, ColumnPicker, DateTime, EmptyState, LoadState, MICROS_PER_SECOND, MenuItem, Meter, Monogram, Pager, Ring, Rows, Selection,
    Sort, Table, Tag, Tone, now_micros, visible_columns,
};

#[derive(Clone)]
struct Client {
    id: String,
    name: String,
    tag: &'static str,
    used: u64,
    seats: u64,
    health: u8,
    active: i64,
}

const COUNT: u64 = 10_000;

fn clients(count: u64) -> Vec<Client> {
    let places = ["Hartwell", "Orchard Lane", "Brackwater", "Kestrel", "Millvale", "Pendle", "St Roche", "Thistlewood"];
    let trades = ["Dental", "Primary", "Freight", "Solicitors", "Veterinary", "Architects", "Hospice", "Wines", "Logistics"];
    let now = now_micros();
    places
        .into_iter()
        .cycle()
        .zip(trades.into_iter().cycle())
        .zip(0..count)
        .map(|((place, trade), number)| Client {
            id: format!("client-{number}"),
            name: format!("{place} {trade} {}", number + 1),
            tag: if number % 3 == 0 { "Tier 1" } else { "Tier 2" },
            used: number * 7 % 51,
            seats: 50,
            health: u8::try_from(number * 37 % 101).unwrap_or(100),
            active: now - i64::try_from(number * number).unwrap_or(0) * 60 * MICROS_PER_SECOND,
        })
        .collect()
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("client", "Client").sortable(),
        Column::new("status", "Status"),
        Column::new("seats", "Seats").sortable(),
        Column::new("health", "Health"),
        Column::new("plan", "Plan").minor(),
        Column::new("active", "Last activity").sortable().minor(),
    ]
}

fn cell(client: &Client, column: &'static str) -> AnyView {
    match column {
        "client" => {
            let (id, name, tag) = (client.id.clone(), client.name.clone(), client.tag);
            view! {
                <div class="who">
                    <Monogram id=id name=name.clone() />
                    <span><b>{name}</b><small><Tag>{tag}</Tag></small></span>
                </div>
            }
            .into_any()
        }
        "status" if client.used == client.seats => view! { <Badge tone=Tone::Bad>"Seats full"</Badge> }.into_any(),
        "status" => view! { <Badge tone=Tone::Good>"Active"</Badge> }.into_any(),
        "seats" => view! { <Meter label=format!("Seats of {}", client.name) used=client.used total=client.seats /> }.into_any(),
        "health" => view! { <Ring label="Health" score=client.health base=Signal::stored("46 of 48".to_owned()) /> }.into_any(),
        "active" => view! { <DateTime at=client.active /> }.into_any(),
        _ => "Enterprise".into_any(),
    }
}

fn rows(list: RwSignal<Vec<Client>>) -> Rows {
    Rows::new(list, |client: &Client| client.id.clone(), |client| client.name.clone(), cell)
}

pub(super) fn many() -> AnyView {
    let list = RwSignal::new(clients(COUNT / 2));
    let selection = Selection::new();
    let sort = RwSignal::new(Some(Sort::ascending("client")));
    let open = RwSignal::new(None::<String>);
    let menu = move |_: usize| vec![MenuItem::link("Open", "/_gallery").icon("arrow-right"), MenuItem::run("Suspend", || ()).icon("lock").danger()];
    let all = StoredValue::new(columns());
    let hidden = RwSignal::new(BTreeSet::new());
    view! {
        <div class="tools">
            <span class="spring"></span>
            <ColumnPicker columns=all hidden=hidden />
        </div>
        <Table
            label="Clients"
            columns=visible_columns(all, hidden)
            rows=rows(list)
            total=Some(COUNT)
            sort=sort
            on_sort=move |next| sort.set(Some(next))
            selection=selection
            on_open=move |id| open.set(Some(id))
            current=open
            menu=menu
            on_end=move |()| list.set(clients(COUNT))
        />
        <Pager shown=move || list.read().len() total=Some(COUNT) has_more=move || (list.read().len() as u64) < COUNT on_more=move |()| list.set(clients(COUNT)) />
        <BulkBar selection=selection>
            <Button>"Adjust seats"</Button>
            <Button>"Resend invites"</Button>
        </BulkBar>
    }
    .into_any()
}

pub(super) fn none() -> AnyView {
    let list = RwSignal::new(Vec::new());
    let empty = || view! { <EmptyState icon="building" title="No clients yet" text="Add the first one and invite its owner." /> };
    view! {
        <Table label="Clients that load" columns=columns() rows=rows(list) state=Signal::stored(LoadState::Loading) />
        <Table
            label="Clients that did not load"
            columns=columns()
            rows=rows(list)
            state=Signal::stored(LoadState::Failed("The list did not load. Check your connection. Request 7f3a-22c1.".to_owned()))
            on_retry=|()| ()
        />
        <Table label="No clients" columns=columns() rows=rows(list) empty=empty />
    }
    .into_any()
}
