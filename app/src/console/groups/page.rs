use leptos::prelude::*;
use server::model::{access::Action, group::GroupView, live::OrganizationList};

use super::{
    super::open_to,
    delete::DeleteDialog,
    dialog::{GroupDialog, Opened},
    state::Groups,
};
use crate::{
    address::{Address, Step},
    i18n::t,
    live::{Followed, follow},
    search_field::{Search, search_field},
    shell::PageTitle,
    ui::{Button, ButtonKind, Column, EmptyState, Icon, MenuItem, Rows, Table},
};

// Parameters of the address.
const SEARCH: &str = "search";
const GROUP: &str = "group";
const NEW: &str = "new";

/// The groups of an organization.
#[component]
pub fn GroupsPage() -> impl IntoView {
    open_to(Action::ClientGroupsList, t().groups.title, groups)
}

fn groups() -> AnyView {
    let words = &t().groups;
    let address = Address::of_page();
    let list = Groups::new(Memo::new(move |_| address.get(SEARCH)));
    follow(Followed::Organization(list.organization.id, OrganizationList::Groups), move || list.refresh());
    let doomed = RwSignal::new(None::<GroupView>);
    let opened = Signal::derive(move || {
        let is_new = !address.get(NEW).is_empty();
        if is_new { Some(Opened::New) } else { address.parse(GROUP).map(Opened::One) }
    });
    let close = move |()| address.change(Step::Replace, &[(GROUP, ""), (NEW, "")]);
    let why_not = Signal::derive(move || list.organization.why_not(Action::ClientGroupsWrite));
    let create = move |()| address.change(Step::Push, &[(NEW, "1"), (GROUP, "")]);
    let menu = move |at: usize| list.rows().with_untracked(|rows| rows.get(at).map(|group| row_menu(group, list, doomed, address)).unwrap_or_default());
    let empty = move || nothing(!address.get(SEARCH).is_empty(), address, why_not);
    view! {
        <PageTitle text=words.title />
        <div class="page-head">
            <h1>{words.title}</h1>
            <span class="spring"></span>
            <Button kind=ButtonKind::Primary icon="plus" disabled_because=why_not on_press=create>{words.new_group}</Button>
        </div>
        {tools(address)}
        <Table
            label=words.title
            columns=vec![
                Column::new("group", words.group),
                Column::new("members", words.members).numeric(),
                Column::new("collections", words.collections).numeric(),
            ]
            rows=Rows::new(list.rows(), |group: &GroupView| group.id.to_string(), |group| group.name.clone(), cell)
            state=list.state()
            total=Signal::derive(move || list.total())
            on_open=move |id: String| address.change(Step::Push, &[(GROUP, &id)])
            current=Signal::derive(move || Some(address.get(GROUP)))
            menu=menu
            on_end=move |()| list.load_more()
            on_retry=move |()| list.load()
            empty=empty
        />
        <GroupDialog opened=opened on_close=close list=list />
        <DeleteDialog doomed=doomed list=list />
    }
    .into_any()
}

fn tools(address: Address) -> AnyView {
    let field = search_field(Search {
        id: "group-filter",
        label: t().groups.search,
        placeholder: t().groups.search,
        value: Signal::derive(move || address.get(SEARCH)),
        on_typed: Callback::new(move |text: String| address.change(Step::Replace, &[(SEARCH, &text)])),
    });
    view! { <div class="tools">{field}</div> }.into_any()
}

fn cell(group: &GroupView, column: &'static str) -> AnyView {
    match column {
        "group" => view! {
            <div class="who">
                <span class="kind-mark"><Icon name="groups" /></span>
                <span><b>{group.name.clone()}</b></span>
            </div>
        }
        .into_any(),
        "members" => t().groups.members_count(group.members).into_any(),
        _ => t().groups.collections_count(group.collections).into_any(),
    }
}

fn row_menu(group: &GroupView, list: Groups, doomed: RwSignal<Option<GroupView>>, address: Address) -> Vec<MenuItem> {
    let words = &t().groups;
    let id = group.id.to_string();
    let group = group.clone();
    let why_not = untrack(|| list.organization.why_not(Action::ClientGroupsWrite));
    vec![
        MenuItem::run(words.open, move || address.change(Step::Push, &[(GROUP, &id)])).icon("edit"),
        MenuItem::divider(),
        MenuItem::run(words.delete, move || doomed.set(Some(group.clone()))).icon("trash").danger().disabled_because(why_not),
    ]
}

fn nothing(is_search: bool, address: Address, why_not: Signal<Option<String>>) -> AnyView {
    let words = &t().groups;
    if is_search {
        let clear = move |()| address.change(Step::Push, &[(SEARCH, "")]);
        return view! {
            <EmptyState title=t().ui.no_match text=words.no_match_text.to_owned()>
                <Button on_press=clear>{t().ui.clear_filter}</Button>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState icon="groups" title=words.nothing_yet text=words.nothing_yet_text.to_owned()>
            <Button kind=ButtonKind::Primary disabled_because=why_not on_press=move |()| address.change(Step::Push, &[(NEW, "1")])>
                {words.new_group}
            </Button>
        </EmptyState>
    }
    .into_any()
}
