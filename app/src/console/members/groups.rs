use leptos::{prelude::*, task::spawn_local};
use server::{
    api::groups::{list_groups, update_group},
    model::{
        access::Action,
        group::{GroupOfMember, GroupView, ListGroupsRequest, UpdateGroupRequest},
        id::GroupId,
        member::MemberView,
        page::{PAGE_ROWS, Page},
    },
};

use super::{list::MemberList, words::name_of};
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Callout, Choice, Combobox, Found, IconButton, Tone},
};

/// The groups of a member, as the list has them: each is changed at once.
#[component]
pub(super) fn GroupsPanel(member: MemberView, list: MemberList) -> impl IntoView {
    let words = &t().groups;
    let organization = list.organization.id;
    let who = StoredValue::new(name_of(&member));
    let id = member.id;
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let why_not = Signal::derive(move || list.organization.why_not(Action::ClientGroupsWrite));
    let change = Callback::new(move |(group, name, comes): (GroupId, String, bool)| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (add, remove) = if comes { (vec![id], Vec::new()) } else { (Vec::new(), vec![id]) };
        let request = UpdateGroupRequest { organization, group, name: None, add, remove, collections: Vec::new() };
        spawn_local(async move {
            let answer = list.session.call(|| update_group(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    let who = who.try_get_value().unwrap_or_default();
                    list.toasts.done(if comes { t().groups.added(&who, &name) } else { t().groups.taken_out(&who, &name) });
                    list.load();
                }
                Err(error) => drop(problem.try_set(Some(failure_text(&error)))),
            }
        });
    });
    let own = Memo::new(move |_| list.find(id).map(|row| row.groups).unwrap_or_default());
    view! {
        <div class="stack">
            {move || problem.get().map(|reason| view! { <Callout tone=Tone::Bad>{reason}</Callout> })}
            {match why_not.get_untracked() {
                None => view! { <AddToGroup list=list own=own change=change /> }.into_any(),
                Some(reason) => view! { <p class="hint">{reason}</p> }.into_any(),
            }}
            {move || own.with(Vec::is_empty).then(|| view! { <p class="hint">{words.of_member_none}</p> })}
            <ul class="plain-list" aria-label=words.of_member>
                <For each=move || own.get() key=|group| group.id children=move |group| row_view(organization.to_string(), group, change, why_not) />
            </ul>
        </div>
    }
}

fn row_view(organization: String, group: GroupOfMember, change: Callback<(GroupId, String, bool)>, why_not: Signal<Option<String>>) -> AnyView {
    let GroupOfMember { id, name } = group;
    let href = format!("/organizations/{organization}/groups?group={id}");
    let label = t().groups.take_out(&name);
    let taken = name.clone();
    let take = move || {
        let (label, name) = (label.clone(), taken.clone());
        why_not.read().is_none().then(|| view! { <IconButton icon="close" label=label on_press=move |()| change.run((id, name.clone(), false)) /> })
    };
    view! { <li class="in-group"><span class="who"><a href=href>{name}</a></span>{take}</li> }.into_any()
}

#[component]
fn AddToGroup(list: MemberList, own: Memo<Vec<GroupOfMember>>, change: Callback<(GroupId, String, bool)>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let answer = RwSignal::new(Found::Pending);
    let asked = StoredValue::new(0_u32);
    let search = move |typed: String| {
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        let request = ListGroupsRequest { organization: list.organization.id, search: typed, cursor: None, rows: Some(PAGE_ROWS) };
        spawn_local(async move {
            let page = list.session.call(|| list_groups(request.clone())).await;
            // The drawer is closed, or other letters were typed.
            if asked.try_get_value() != Some(number) {
                return;
            }
            let choices = |page: Page<GroupView>| page.rows.into_iter().map(|group| Choice::new(group.id.to_string(), group.name)).collect();
            answer.set(page.map_or(Found::Failed, |page| Found::Choices(choices(page))));
        });
    };
    search(String::new());
    let found = Signal::derive(move || match answer.get() {
        Found::Choices(mut choices) => {
            own.with(|own| choices.retain(|choice| own.iter().all(|group| group.id.to_string() != choice.value)));
            Found::Choices(choices)
        }
        other => other,
    });
    let pick = move |choice: Choice| {
        text.set(String::new());
        search(String::new());
        if let Ok(group) = choice.value.parse::<GroupId>() {
            change.run((group, choice.label, true));
        }
    };
    view! {
        <Combobox label=t().groups.add_group text=text found=found on_search=search on_pick=pick placeholder=t().groups.add_group_hint.to_owned() />
    }
}
