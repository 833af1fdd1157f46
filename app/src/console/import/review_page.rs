use leptos::{prelude::*, task::spawn_local};
use server::{
    api::imports::accept_import,
    model::{
        id::ImportId,
        import::{AcceptImportRequest, ImportRequest},
    },
};
use worker::ReviewedItem;

use super::{
    page::{HISTORY, IMPORT, VIEW},
    review::{Closed, Opened, left_out, open},
};
use crate::{
    address::{Address, Step as Go},
    failure::failure_text,
    i18n::t,
    import::{columns, kind_name, quiet},
    session::Session,
    shell::CurrentOrganization,
    ui::{Badge, Button, ButtonKind, Callout, EmptyState, Rows, Selection, Skeleton, Table, Toasts, Tone},
};

/// An import that waits: its items by name, and the decision about it.
#[component]
pub(super) fn ReviewView(address: Address) -> impl IntoView {
    let id = Memo::new(move |_| address.parse::<ImportId>(IMPORT));
    move || match id.get() {
        Some(id) => view! { <Review id=id address=address /> }.into_any(),
        None => gone(address),
    }
}

#[component]
fn Review(id: ImportId, address: Address) -> impl IntoView {
    let session = Session::get();
    let organization = CurrentOrganization::get();
    let opened = RwSignal::new(None::<Result<Opened, Closed>>);
    let start = move || {
        opened.set(None);
        spawn_local(async move {
            let answer = open(session, organization.id, id).await;
            // The signal is gone when the person has left meanwhile.
            opened.try_set(Some(answer));
        });
    };
    start();
    move || match opened.get() {
        None => view! { <div class="card pad"><p class="muted">{t().imports.review_opening}</p><Skeleton lines=6 /></div> }.into_any(),
        Some(Ok(opened)) => decision(ImportRequest { organization: organization.id, import: id }, opened, address),
        Some(Err(Closed::Gone)) => gone(address),
        Some(Err(Closed::Declined)) => view! {
            <EmptyState icon="lock" title=t().imports.review_title text=t().imports.review_locked.to_owned()>
                <Button kind=ButtonKind::Primary on_press=move |()| start()>{t().imports.review_unlock}</Button>
            </EmptyState>
        }
        .into_any(),
        Some(Err(Closed::Failed(reason))) => view! {
            <Callout tone=Tone::Bad actions=move || view! { <Button icon="refresh" on_press=move |()| start()>{t().ui.try_again}</Button> }>{reason}</Callout>
        }
        .into_any(),
    }
}

fn gone(address: Address) -> AnyView {
    view! {
        <EmptyState icon="import" title=t().imports.review_gone text=t().imports.review_gone_text.to_owned()>
            <Button on_press=move |()| back(address)>{t().imports.review_back}</Button>
        </EmptyState>
    }
    .into_any()
}

fn back(address: Address) {
    address.change(Go::Push, &[(VIEW, HISTORY), (IMPORT, "")]);
}

fn decision(request: ImportRequest, opened: Opened, address: Address) -> AnyView {
    let session = Session::get();
    let toasts = Toasts::get();
    let organization = CurrentOrganization::get();
    let words = &t().imports;
    let Opened { items, known, collections } = opened;
    let selection = Selection::new();
    selection.add(items.iter().filter(|item| item.face.is_some() && !known.contains(&item.id)).map(|item| item.id.clone()));
    let closed = items.iter().filter(|item| item.face.is_none()).count();
    let known_count = known.len();
    let rows = RwSignal::new(items);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let accept = move |()| {
        let duplicates = rows.with_untracked(|rows| left_out(rows, |id| untrack(|| selection.contains(id))));
        let request = AcceptImportRequest { organization: request.organization, import: request.import, duplicates };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = session.call(|| accept_import(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(import) => {
                    toasts.done(t().imports.accepted(import.items.saturating_sub(import.duplicates.unwrap_or_default())));
                    organization.count_imports();
                    back(address);
                }
                Err(error) => drop(problem.try_set(Some(failure_text(&error)))),
            }
        });
    };
    let blocked = Signal::derive(move || (selection.count() == 0).then(|| t().imports.accept_nothing.to_owned()));
    let known_text = if known_count == 0 { words.review_known_none.to_owned() } else { words.review_known(known_count) };
    let cell = move |item: &ReviewedItem, column: &'static str| cell(item, column, known.contains(&item.id));
    view! {
        <div class="split">
            <div class="stack import-rows">
                {(closed > 0).then(|| view! { <Callout tone=Tone::Warn>{words.review_closed_note(closed)}</Callout> })}
                <Table
                    label=words.review_label
                    columns=columns()
                    rows=Rows::new(rows, |item: &ReviewedItem| item.id.clone(), name_of, cell)
                    total=Signal::derive(move || Some(rows.read().len() as u64))
                    selection=selection
                />
            </div>
            <div class="stack import-side">
                <section class="card pad stack tight">
                    <h2>{words.review_title}</h2>
                    <p class="muted">{known_text}</p>
                    {collection_list(&collections)}
                </section>
                {move || problem.get().map(|problem| view! { <Callout tone=Tone::Bad>{problem}</Callout> })}
                <div class="import-send">
                    <Button kind=ButtonKind::Primary icon="check" busy=busy disabled_because=blocked on_press=accept>
                        {move || t().imports.accept(selection.count())}
                    </Button>
                    <Button on_press=move |()| back(address)>{words.review_back}</Button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn collection_list(names: &[String]) -> Option<AnyView> {
    const SHOWN: usize = 8;
    if names.is_empty() {
        return None;
    }
    let lines = names.iter().take(SHOWN).map(|name| view! { <li>{name.clone()}</li> }).collect_view();
    let rest = names.len().saturating_sub(SHOWN);
    Some(
        view! {
            <h3>{t().imports.review_collections}</h3>
            <ul class="plain-list">
                {lines}
                {(rest > 0).then(|| view! { <li class="muted">{t().imports.review_more_collections(rest)}</li> })}
            </ul>
        }
        .into_any(),
    )
}

fn name_of(item: &ReviewedItem) -> String {
    let name = item.face.as_ref().map(|face| face.name.as_str()).filter(|name| !name.is_empty());
    name.unwrap_or(t().imports.unnamed).to_owned()
}

fn cell(item: &ReviewedItem, column: &'static str, is_known: bool) -> AnyView {
    let face = item.face.as_ref();
    match column {
        "name" => view! { <b>{name_of(item)}</b> }.into_any(),
        "username" => quiet(face.map_or("", |face| face.username.as_str())),
        "site" => quiet(face.map_or("", |face| face.site.as_str())),
        "kind" => face.map_or("", |face| kind_name(face.kind)).into_any(),
        _ if face.is_none() => view! { <Badge tone=Tone::Bad>{t().imports.review_closed}</Badge> }.into_any(),
        _ if is_known => view! { <Badge tone=Tone::Warn>{t().imports.review_here}</Badge> }.into_any(),
        _ => view! { <Badge tone=Tone::Good>{t().imports.result_new}</Badge> }.into_any(),
    }
}
