use leptos::prelude::*;
use server::{
    api::members::export_members,
    model::{
        access::Action,
        group::GroupOfMember,
        id::MemberId,
        live::OrganizationList,
        member::{MemberFilter, MemberSort, MemberView},
        organization::OrganizationRequest,
        page,
        role::{Role, Status},
    },
};

use super::{
    super::open_to,
    bulk::{self, Bulk, CourseDialog},
    drawer::{MemberDrawer, blocked_because},
    invite::InviteDialog,
    list::MemberList,
    remove::{Doomed, RemoveDialog},
    words::{mark_of, name_of, role_name, status_badge},
};
use crate::{
    address::{Address, Step},
    export::export_csv_button,
    i18n::t,
    live::{Followed, follow},
    search_field::{Search, search_field},
    session::Session,
    shell::{CurrentOrganization, PageTitle},
    ui::{
        Badge, BulkBar, Button, ButtonKind, Callout, Chip, Chips, Column, DateTime, Direction, EmptyState, LinkButton, LoadState, MenuItem, Monogram,
        MonogramShape, Rows, Selection, Sort, Table, Tone,
    },
};

// Parameters of the address.
const SEARCH: &str = "search";
const STATUS: &str = "status";
const SORT: &str = "sort";
const MEMBER: &str = "member";
const INVITE: &str = "invite";

/// Groups that a row has room for.
const GROUPS_SHOWN: usize = 2;

/// The members of an organization.
#[component]
pub fn MembersPage() -> impl IntoView {
    open_to(Action::ClientMembersList, t().console.members, members)
}

fn members() -> AnyView {
    let organization = CurrentOrganization::get();
    let address = Address::of_page();
    let filter = Memo::new(move |_| {
        let sort = Sort::parse(&address.get(SORT));
        MemberFilter {
            search: address.get(SEARCH),
            status: parse_status(&address.get(STATUS)),
            sort: match sort.as_ref().map(|sort| sort.column.as_str()) {
                Some("status") => MemberSort::Status,
                Some("role") => MemberSort::Role,
                _ => MemberSort::Name,
            },
            direction: match sort.as_ref().map(|sort| sort.direction) {
                Some(Direction::Descending) => page::Direction::Descending,
                _ => page::Direction::Ascending,
            },
        }
    });
    let list = MemberList::new(filter);
    follow(Followed::Organization(list.organization.id, OrganizationList::Members), move || list.refresh());
    let selection = Selection::new();
    let doomed = RwSignal::new(None::<Doomed>);

    // Another part of the address, such as the tab, must not build the drawer anew: the focus would be lost.
    let opened = Memo::new(move |_| list.find(address.get(MEMBER).parse().ok()?));
    // Whom the address names may be in none of the rows, and is asked for with them.
    Effect::new(move |_| {
        let Ok(open) = address.get(MEMBER).parse::<MemberId>() else { return };
        let is_loaded = list.rows().with(|rows| rows.iter().any(|row| row.id == open));
        if !is_loaded && list.state().get() == LoadState::Ready {
            list.load_one(open);
        }
    });
    let close = move |()| address.change(Step::Push, &[(MEMBER, ""), ("tab", "")]);
    let seats = move || list.seats.get().map(|seats| t().console.seats_used(u64::from(seats.occupied), u64::from(seats.seats)));
    let seats_tone = move || match list.seats.get() {
        Some(seats) if seats.occupied >= seats.seats => Tone::Bad,
        _ => Tone::Mute,
    };
    let shown_sort = Signal::derive(move || Some(Sort::parse(&address.get(SORT)).unwrap_or_else(|| Sort::ascending("member"))));
    let menu = move |at: usize| {
        list.rows().with_untracked(|rows| rows.get(at).map(|member| row_menu(member, organization, list, doomed, selection, address)).unwrap_or_default())
    };
    let why_not_invite = Signal::derive(move || organization.why_not(Action::ClientMembersInvite));
    let empty = move || nothing(&filter.get(), address, why_not_invite);
    view! {
        <PageTitle text=t().console.members />
        {move || imports_call(organization)}
        <div class="page-head two-actions">
            <h1>{t().console.members}</h1>
            {move || seats().map(|text| view! { <Badge tone=seats_tone()>{text}</Badge> })}
            <span class="spring"></span>
            {export_button()}
            <Button
                kind=ButtonKind::Primary
                icon="plus"
                disabled_because=why_not_invite
                on_press=move |()| address.change(Step::Push, &[(INVITE, "1")])
            >
                {t().console.invite_members}
            </Button>
        </div>
        <div class="tools">
            {filter_field(address)}
            <Chips
                label=t().console.members_filter
                chips=Signal::derive(move || chips(list))
                pressed=Signal::derive(move || vec![address.get(STATUS)])
                on_press=move |id: String| address.change(Step::Push, &[(STATUS, &id)])
            />
        </div>
        <Table
            label=t().console.members
            columns=columns()
            rows=rows(list)
            state=list.state()
            total=Signal::derive(move || list.total())
            sort=shown_sort
            on_sort=move |next: Sort| address.change(Step::Push, &[(SORT, &next.to_param())])
            selection=selection
            on_open=move |id: String| address.change(Step::Push, &[(MEMBER, &id)])
            current=Signal::derive(move || Some(address.get(MEMBER)))
            menu=menu
            on_end=move |()| list.load_more()
            on_retry=move |()| list.load()
            empty=empty
        />
        <BulkBar selection=selection>
            <BulkActions list=list selection=selection doomed=doomed />
        </BulkBar>
        <MemberDrawer member=opened on_close=close list=list doomed=doomed selection=selection />
        <InviteDialog open=Signal::derive(move || !address.get(INVITE).is_empty()) on_close=move |()| address.change(Step::Replace, &[(INVITE, "")]) list=list />
        <CourseDialog list=list selection=selection />
        <RemoveDialog doomed=doomed list=list selection=selection after=close />
    }
    .into_any()
}

/// Imports that wait must not be overlooked.
fn imports_call(organization: CurrentOrganization) -> Option<AnyView> {
    let waiting = organization.imports_waiting();
    let href = format!("/organizations/{}/import?view=history", organization.id);
    let look = move || view! { <LinkButton href=href icon="import">{t().imports.waiting_look}</LinkButton> };
    (waiting > 0).then(|| view! { <div class="call"><Callout tone=Tone::Warn actions=look>{t().imports.waiting_call(waiting)}</Callout></div> }.into_any())
}

fn parse_status(text: &str) -> Option<Status> {
    match text {
        "confirm" => Some(Status::Accepted),
        "invited" => Some(Status::Invited),
        "confirmed" => Some(Status::Confirmed),
        "revoked" => Some(Status::Revoked),
        _ => None,
    }
}

fn chips(list: MemberList) -> Vec<Chip> {
    let (counts, words) = (list.counts.get(), &t().console);
    vec![
        Chip::new("", t().ui.all).count(u64::from(counts.all)),
        Chip::new("confirm", words.status_accepted).count(u64::from(counts.accepted)),
        Chip::new("invited", words.status_invited).count(u64::from(counts.invited)),
        Chip::new("confirmed", words.status_confirmed).count(u64::from(counts.confirmed)),
        Chip::new("revoked", words.status_revoked).count(u64::from(counts.revoked)),
    ]
}

fn columns() -> Vec<Column> {
    let words = &t().console;
    vec![
        Column::new("member", words.column_member).sortable(),
        Column::new("status", words.column_status).sortable(),
        Column::new("role", words.role).sortable(),
        Column::new("groups", words.column_groups).minor(),
        Column::new("since", words.column_since).minor(),
    ]
}

fn rows(list: MemberList) -> Rows {
    Rows::new(list.rows(), |member: &MemberView| member.id.to_string(), name_of, cell)
}

fn cell(member: &MemberView, column: &'static str) -> AnyView {
    match column {
        "member" => {
            let (id, name) = (mark_of(member), name_of(member));
            let below = if member.name.is_empty() { String::new() } else { member.email.clone() };
            let me = member.is_me.then(|| view! { <span class="tag">{t().console.you}</span> });
            view! {
                <div class="who">
                    <Monogram id=id name=name.clone() shape=MonogramShape::Round />
                    <span><b>{name}" "{me}</b><small>{below}</small></span>
                </div>
            }
            .into_any()
        }
        "status" => {
            let (tone, word) = status_badge(member.status);
            view! { <Badge tone=tone>{word}</Badge> }.into_any()
        }
        "role" if member.role == Role::Custom => t().console.role_custom_rights(member.rights.len()).into_any(),
        "role" => role_name(member.role).into_any(),
        "groups" => groups_cell(&member.groups),
        _ => view! { <DateTime at=member.invited_at.0 /> }.into_any(),
    }
}

/// The first groups by name, and how many more there are.
fn groups_cell(groups: &[GroupOfMember]) -> AnyView {
    let shown = groups.iter().take(GROUPS_SHOWN).map(|group| view! { <span class="tag">{group.name.clone()}</span> }).collect_view();
    let more = groups.len().saturating_sub(GROUPS_SHOWN);
    let more = (more > 0).then(|| view! { <small>{t().groups.more(more)}</small> });
    view! { {shown}{more} }.into_any()
}

fn row_menu(
    member: &MemberView,
    organization: CurrentOrganization,
    list: MemberList,
    doomed: RwSignal<Option<Doomed>>,
    selection: Selection,
    address: Address,
) -> Vec<MenuItem> {
    let words = &t().console;
    let id = member.id;
    let blocked = |action| blocked_because(organization, member, action);
    let run = |what| {
        let members = vec![member.clone()];
        move || bulk::run(what, members.clone(), list, selection, Callback::new(|()| ()))
    };
    let doom = |what| {
        let members = vec![member.clone()];
        move || doomed.set(Some(Doomed { what, members: members.clone() }))
    };
    let opens = if member.status == Status::Accepted { words.compare_and_confirm } else { words.open_member };
    let mut items = vec![MenuItem::run(opens, move || address.change(Step::Push, &[(MEMBER, &id.to_string())])).icon("person")];
    if member.status == Status::Invited {
        let resend = run(Bulk::Reinvite);
        items.push(MenuItem::run(words.reinvite, resend).icon("send").disabled_because(blocked(Action::ClientMembersReinvite)));
    }
    if member.status == Status::Revoked {
        let restore = run(Bulk::Restore);
        items.push(MenuItem::run(words.restore, restore).icon("undo").disabled_because(blocked(Action::ClientMembersRestore)));
    } else {
        let revoke = doom(Bulk::Revoke);
        items.push(MenuItem::run(words.revoke, revoke).icon("lock").disabled_because(blocked(Action::ClientMembersRevoke)));
    }
    let remove = doom(Bulk::Remove);
    items.push(MenuItem::divider());
    items.push(MenuItem::run(words.remove, remove).icon("trash").danger().disabled_because(blocked(Action::ClientMembersRemove)));
    items
}

fn nothing(filter: &MemberFilter, address: Address, why_not: Signal<Option<String>>) -> AnyView {
    let words = &t().console;
    if filter.search.is_empty() && filter.status.is_none() {
        return view! {
            <EmptyState icon="people" title=words.no_members text=words.no_members_text>
                <Button kind=ButtonKind::Primary disabled_because=why_not on_press=move |()| address.change(Step::Push, &[(INVITE, "1")])>
                    {words.invite_members}
                </Button>
            </EmptyState>
        }
        .into_any();
    }
    let clear = move |()| address.change(Step::Push, &[(SEARCH, ""), (STATUS, "")]);
    view! {
        <EmptyState title=t().ui.no_match text=words.no_match_text>
            <Button on_press=clear>{t().ui.clear_filter}</Button>
        </EmptyState>
    }
    .into_any()
}

fn filter_field(address: Address) -> AnyView {
    search_field(Search {
        id: "member-filter",
        label: t().console.members_search,
        placeholder: t().console.members_search,
        value: Signal::derive(move || address.get(SEARCH)),
        on_typed: Callback::new(move |text: String| address.change(Step::Replace, &[(SEARCH, &text)])),
    })
}

fn export_button() -> AnyView {
    let session = Session::get();
    let organization = CurrentOrganization::get();
    let request = OrganizationRequest { organization: organization.id };
    let ask = move || {
        let request = request.clone();
        async move { session.call(|| export_members(request.clone())).await }
    };
    export_csv_button(ask, Signal::derive(move || organization.why_not(Action::ClientMembersExportCsv)))
}

#[component]
fn BulkActions(list: MemberList, selection: Selection, doomed: RwSignal<Option<Doomed>>) -> impl IntoView {
    let chosen = move || {
        let ids = selection.ids();
        list.rows().with(|rows| rows.iter().filter(|member| ids.contains(&member.id.to_string())).cloned().collect::<Vec<_>>())
    };
    let with = move |wanted: fn(&MemberView) -> bool| chosen().into_iter().filter(wanted).collect::<Vec<_>>();
    let blocked = move |action: Action, wanted: fn(&MemberView) -> bool, reason: &'static str| {
        Signal::derive(move || list.organization.why_not(action).or_else(|| with(wanted).is_empty().then(|| reason.to_owned())))
    };
    let words = &t().console;
    let is_invited: fn(&MemberView) -> bool = |member| member.status == Status::Invited;
    let is_revoked: fn(&MemberView) -> bool = |member| member.status == Status::Revoked;
    let is_active: fn(&MemberView) -> bool = |member| member.status != Status::Revoked;
    let is_any: fn(&MemberView) -> bool = |_| true;
    let doom = move |what, wanted| doomed.set(Some(Doomed { what, members: with(wanted) }));
    let run = move |what, wanted| bulk::run(what, with(wanted), list, selection, Callback::new(|()| ()));
    view! {
        <Button
            disabled_because=blocked(Action::ClientMembersReinvite, is_invited, words.none_invited)
            on_press=move |()| run(Bulk::Reinvite, is_invited)
        >
            {words.reinvite}
        </Button>
        <Button disabled_because=blocked(Action::ClientMembersRevoke, is_active, words.none_active) on_press=move |()| doom(Bulk::Revoke, is_active)>
            {words.revoke}
        </Button>
        <Button
            disabled_because=blocked(Action::ClientMembersRestore, is_revoked, words.none_revoked)
            on_press=move |()| run(Bulk::Restore, is_revoked)
        >
            {words.restore}
        </Button>
        <Button
            kind=ButtonKind::Danger
            disabled_because=Signal::derive(move || list.organization.why_not(Action::ClientMembersRemove))
            on_press=move |()| doom(Bulk::Remove, is_any)
        >
            {words.remove}
        </Button>
    }
}
