use leptos::{prelude::*, task::spawn_local};
use server::model::{
    access::{Action, Relation},
    collection::CollectionView,
};

use super::{
    access::AccessDialog,
    create::CreateDialog,
    delete::DeleteDialog,
    rename::RenameDialog,
    state::{Collection, Collections},
    tree::{Placed, arrange},
};
use crate::{
    address::{Address, Step},
    console::access::level_name,
    i18n::t,
    search_field::{Search, search_field},
    shell::PageTitle,
    ui::{Badge, Button, ButtonKind, Column, EmptyState, Icon, LoadState, MenuItem, Rows, Table, Tone},
};

// Parameters of the address.
const COLLECTION: &str = "collection";
const RENAME: &str = "rename";
const NEW: &str = "new";
const INSIDE: &str = "inside";

/// Deeper ones stand no further to the right.
const DEPTHS: [&str; 6] = ["depth-0", "depth-1", "depth-2", "depth-3", "depth-4", "depth-5"];

/// A row of the table.
#[derive(Clone, PartialEq, Eq)]
struct TreeRow {
    one: Collection,
    placed: Placed,
}

/// The collections of an organization.
#[component]
pub fn CollectionsPage() -> impl IntoView {
    let words = &t().collections;
    let address = Address::of_page();
    let list = Collections::new(Signal::stored(true));
    let doomed = RwSignal::new(None::<Collection>);
    // Not in the address: it would take words of names to the server that are ciphertext there.
    let search = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let search = search.read();
        list.all.with(|all| {
            let paths = all.iter().map(|one| one.path.clone().unwrap_or_else(|| t().collections.unreadable.to_owned())).collect::<Vec<_>>();
            arrange(&paths, &search).into_iter().filter_map(|placed| Some(TreeRow { one: all.get(placed.at)?.clone(), placed })).collect::<Vec<_>>()
        })
    });
    let named = move |parameter| Memo::new(move |_| list.find(&address.get(parameter)));
    let inside = Memo::new(move |_| (!address.get(NEW).is_empty()).then(|| address.get(INSIDE)));
    let close = move |()| address.change(Step::Replace, &[(COLLECTION, ""), (RENAME, ""), (NEW, ""), (INSIDE, "")]);
    let menu = move |at: usize| rows.with_untracked(|rows| rows.get(at).map(|row| row_menu(&row.one, list, doomed, address)).unwrap_or_default());
    let why_not_create = Signal::derive(move || {
        let locked = list.is_locked().then(|| t().collections.locked_title.to_owned());
        list.organization.why_not(Action::ClientCollectionsCreate).or(locked)
    });
    let create = move |()| address.change(Step::Push, &[(NEW, "1"), (INSIDE, "")]);
    let empty = move || nothing(search, address, why_not_create);
    let table = move || {
        view! {
            <Table
                label=words.title
                columns=Signal::derive(move || columns(list.organization.relation()))
                rows=Rows::new(rows, |row: &TreeRow| row.one.view.id.to_string(), |row| row.placed.name.clone(), cell)
                state=list.state
                total=Signal::derive(move || (list.state.get() == LoadState::Ready).then(|| rows.read().len() as u64))
                on_open=move |id: String| address.change(Step::Push, &[(COLLECTION, &id)])
                current=Signal::derive(move || Some(address.get(COLLECTION)))
                menu=menu
                on_retry=move |()| list.load()
                empty=empty
            />
        }
        .into_any()
    };
    let is_locked = Memo::new(move |_| list.is_locked());
    view! {
        <PageTitle text=words.title />
        <div class="page-head">
            <h1>{words.title}</h1>
            <span class="spring"></span>
            <Button kind=ButtonKind::Primary icon="plus" disabled_because=why_not_create on_press=create>{words.new_collection}</Button>
        </div>
        {move || if is_locked.get() { locked(list) } else { view! { {tools(search)} {table()} }.into_any() }}
        <CreateDialog inside=inside on_close=close list=list />
        <RenameDialog renamed=named(RENAME) on_close=close list=list />
        <AccessDialog opened=named(COLLECTION) on_close=close list=list />
        <DeleteDialog doomed=doomed list=list />
    }
}

fn tools(search: RwSignal<String>) -> AnyView {
    let field = search_field(Search {
        id: "collection-filter",
        label: t().collections.search,
        placeholder: t().collections.search,
        value: search.into(),
        on_typed: Callback::new(move |text| search.set(text)),
    });
    view! { <div class="tools">{field}</div> }.into_any()
}

/// The names are ciphertext until the keys are there.
fn locked(list: Collections) -> AnyView {
    let words = &t().collections;
    let unlock = move |()| {
        spawn_local(async move {
            // Whether it worked, the list sees by itself.
            let _ = list.session.unlock().await;
        });
    };
    let text = match untrack(|| list.organization.relation()) {
        Relation::Provider(_) => words.locked_text_provider,
        Relation::Member(..) => words.locked_text,
    };
    view! {
        <EmptyState icon="lock" title=words.locked_title text=text.to_owned()>
            <Button kind=ButtonKind::Primary icon="unlock" on_press=unlock>{words.unlock}</Button>
        </EmptyState>
    }
    .into_any()
}

fn columns(relation: Relation) -> Vec<Column> {
    let words = &t().collections;
    let mut columns = vec![Column::new("collection", words.column_collection), Column::new("people", words.column_people)];
    if matches!(relation, Relation::Member(..)) {
        columns.push(Column::new("level", words.column_level));
    }
    columns
}

fn cell(row: &TreeRow, column: &'static str) -> AnyView {
    let words = &t().collections;
    let view = &row.one.view;
    match column {
        "collection" => {
            let depth = DEPTHS.get(row.placed.depth).or(DEPTHS.last()).copied().unwrap_or_default();
            let imports = view.imports;
            let waiting = (imports > 0).then(|| view! { " "<Badge tone=Tone::Warn>{words.imports_wait(imports)}</Badge> });
            let above = (!row.placed.above.is_empty()).then(|| view! { <small>{words.lies_in(&row.placed.above)}</small> });
            view! {
                <div class=format!("who branch {depth}")>
                    <Icon name="folder" />
                    <span><b>{row.placed.name.clone()}{waiting}</b>{above}</span>
                </div>
            }
            .into_any()
        }
        "people" => {
            let lonely = (!view.is_managed).then(|| view! { " "<Badge tone=Tone::Warn>{words.unmanaged}</Badge> });
            view! { <span>{access_words(view)}{lonely}</span> }.into_any()
        }
        _ => view.level.map_or(words.level_none, level_name).into_any(),
    }
}

/// How many have access: "3 members · 1 group".
fn access_words(view: &CollectionView) -> String {
    let words = &t().collections;
    let (people, groups) = (words.people(view.people), words.groups(view.groups));
    match (view.people, view.groups) {
        (_, 0) => people,
        (0, _) => groups,
        _ => format!("{people} · {groups}"),
    }
}

fn row_menu(one: &Collection, list: Collections, doomed: RwSignal<Option<Collection>>, address: Address) -> Vec<MenuItem> {
    let words = &t().collections;
    let id = one.view.id.to_string();
    let open = |parameter: &'static str| {
        let id = id.clone();
        move || address.change(Step::Push, &[(parameter, &id)])
    };
    let why_not = |action| untrack(|| list.why_not(&one.view, action));
    let unreadable = one.path.is_none().then(|| words.unreadable_text.to_owned());
    let path = one.path.clone().unwrap_or_default();
    let inner = move || address.change(Step::Push, &[(NEW, "1"), (INSIDE, &path)]);
    let doom = {
        let one = one.clone();
        move || doomed.set(Some(one.clone()))
    };
    let why_not_create = untrack(|| list.organization.why_not(Action::ClientCollectionsCreate));
    vec![
        MenuItem::run(words.access, open(COLLECTION)).icon("people").disabled_because(why_not(Action::ClientCollectionsAccess)),
        MenuItem::run(words.rename, open(RENAME)).icon("edit").disabled_because(why_not(Action::ClientCollectionsUpdate).or(unreadable.clone())),
        MenuItem::run(words.new_inside, inner).icon("plus").disabled_because(why_not_create.or(unreadable)),
        MenuItem::divider(),
        MenuItem::run(words.delete, doom).icon("trash").danger().disabled_because(why_not(Action::ClientCollectionsDelete)),
    ]
}

fn nothing(search: RwSignal<String>, address: Address, why_not_create: Signal<Option<String>>) -> AnyView {
    let words = &t().collections;
    if !search.read().is_empty() {
        let clear = move |()| search.set(String::new());
        return view! {
            <EmptyState title=t().ui.no_match text=words.no_match_text.to_owned()>
                <Button on_press=clear>{t().ui.clear_filter}</Button>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState icon="folder" title=words.nothing_yet text=words.nothing_yet_text.to_owned()>
            <Button kind=ButtonKind::Primary disabled_because=why_not_create on_press=move |()| address.change(Step::Push, &[(NEW, "1"), (INSIDE, "")])>
                {words.new_collection}
            </Button>
        </EmptyState>
    }
    .into_any()
}
