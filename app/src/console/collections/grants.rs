//! Members with access and what each may do: a list that is changed here and saved as a whole.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::list_members,
    model::{
        access::Action,
        collection::{AccessLevel, AccessView},
        id::MemberId,
        member::{ListMembersRequest, MemberFilter, MemberView},
        role::Status,
    },
};

use super::{
    state::Collections,
    words::{level_choices, level_value, parse_level},
};
use crate::{
    console::members::status_badge,
    i18n::t,
    ui::{Badge, Choice, Combobox, Found, Icon, IconButton, Monogram, MonogramShape},
};

/// One member with access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) member: MemberId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) status: Status,
    pub(super) level: AccessLevel,
    /// Why this one cannot be changed.
    pub(super) fixed: Option<&'static str>,
}

impl Granted {
    pub(super) fn of(view: AccessView, fixed: Option<&'static str>) -> Self {
        let name = if view.name.is_empty() { view.email.clone() } else { view.name };
        Self { member: view.member, name, email: view.email, status: view.status, level: view.level, fixed: fixed.filter(|_| view.is_me) }
    }
}

/// Whether somebody in the list manages, who can.
pub(super) fn has_manager(granted: &[Granted]) -> bool {
    granted.iter().any(|one| one.level.is_manage() && one.status != Status::Revoked)
}

#[component]
pub(super) fn GrantsEditor(list: Collections, granted: RwSignal<Vec<Granted>>) -> impl IntoView {
    let words = &t().collections;
    let adds = move || list.organization.may(Action::ClientMembersList);
    view! {
        <div class="grants" role="group" aria-label=words.access>
            <h3>{words.access}</h3>
            {move || {
                if adds() { view! { <AddMember list=list granted=granted /> }.into_any() } else { view! { <p class="hint">{words.no_members_right}</p> }.into_any() }
            }}
            // A row stays while its level changes, so that its list keeps the focus.
            <ul class="plain-list">
                <For each=move || granted.get() key=|one| one.member children=move |one| row_view(granted, one) />
            </ul>
        </div>
    }
}

fn row_view(granted: RwSignal<Vec<Granted>>, one: Granted) -> AnyView {
    let words = &t().collections;
    let Granted { member, name, email, status, level, fixed } = one;
    let below = if name == email { String::new() } else { email };
    let (tone, status_word) = status_badge(status);
    let badge = (status != Status::Confirmed).then(|| view! { " "<Badge tone=tone>{status_word}</Badge> });
    let set = move |event| {
        let Some(level) = parse_level(&event_target_value(&event)) else { return };
        granted.update(|granted| granted.iter_mut().filter(|one| one.member == member).for_each(|one| one.level = level));
    };
    let take = move |()| granted.update(|granted| granted.retain(|one| one.member != member));
    let options = level_choices()
        .into_iter()
        .map(|Choice { value, label }| {
            let is_present = value == level_value(level);
            view! { <option value=value prop:selected=is_present selected=is_present>{label}</option> }
        })
        .collect_view();
    let label = words.level_of(&name);
    let remove = words.take_from(&name);
    view! {
        <li class="grant">
            <div class="who">
                <Monogram id=member.to_string() name=name.clone() shape=MonogramShape::Round />
                <span><b>{name}{badge}</b><small>{below}</small></span>
            </div>
            <div class="select">
                <select aria-label=label disabled=fixed.is_some() title=fixed on:change=set>{options}</select>
                <Icon name="chevron-down" />
            </div>
            {if fixed.is_none() { view! { <IconButton icon="close" label=remove on_press=take /> }.into_any() } else { view! { <span></span> }.into_any() }}
        </li>
    }
    .into_any()
}

/// Finds a member and puts him into the list. The first one manages: somebody must.
#[component]
fn AddMember(list: Collections, granted: RwSignal<Vec<Granted>>) -> impl IntoView {
    let words = &t().collections;
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(Found::Pending);
    let members = RwSignal::new(Vec::<MemberView>::new());
    let asked = StoredValue::new(0_u32);
    let search = move |typed: String| {
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        found.set(Found::Pending);
        let filter = MemberFilter { search: typed, ..MemberFilter::default() };
        let request = ListMembersRequest { organization: list.organization.id, filter, cursor: None, rows: None };
        spawn_local(async move {
            let answer = list.session.call(|| list_members(request.clone())).await;
            // The dialog is closed, or other letters were typed.
            if asked.try_get_value() != Some(number) {
                return;
            }
            if let Ok(view) = answer {
                members.set(view.page.rows);
            } else {
                members.set(Vec::new());
                found.set(Found::Failed);
            }
        });
    };
    search(String::new());
    // Whoever has access already is not offered.
    Effect::new(move |before: Option<()>| {
        let present = granted.with(|granted| granted.iter().map(|one| one.member).collect::<Vec<_>>());
        let choices = members.with(|members| {
            let offered = members.iter().filter(|member| !present.contains(&member.id) && member.status != Status::Revoked);
            offered.map(|member| Choice::new(member.id.to_string(), said(member))).collect()
        });
        if before.is_some() {
            found.set(Found::Choices(choices));
        }
    });
    let pick = move |choice: Choice| {
        text.set(String::new());
        let Some(member) = members.with_untracked(|members| members.iter().find(|member| member.id.to_string() == choice.value).cloned()) else { return };
        granted.update(|granted| {
            let level = if has_manager(granted) { AccessLevel::Edit } else { AccessLevel::Manage };
            let name = if member.name.is_empty() { member.email.clone() } else { member.name.clone() };
            granted.push(Granted { member: member.id, name, email: member.email.clone(), status: member.status, level, fixed: None });
        });
        search(String::new());
    };
    view! {
        <Combobox
            label=words.add_member
            text=text
            found=found
            on_search=search
            on_pick=pick
            placeholder=words.add_member_hint.to_owned()
        />
    }
}

fn said(member: &MemberView) -> String {
    if member.name.is_empty() { member.email.clone() } else { format!("{} · {}", member.name, member.email) }
}
