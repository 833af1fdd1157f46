//! Members and groups with access and what each may do: a list that is changed here and saved as a whole.

use leptos::prelude::*;
use server::model::{
    collection::{AccessLevel, AccessView, GranteeView, GroupAccessView},
    id::{GroupId, MemberId},
    role::Status,
};

use super::state::Collections;
use crate::{
    console::{
        access::{AccessRow, GranteeField, access_row},
        members::status_badge,
    },
    i18n::t,
    ui::{Badge, Icon, Monogram, MonogramShape},
};

/// Who has access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Grantee {
    Member(MemberId),
    Group(GroupId),
}

/// One member or group with access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) grantee: Grantee,
    name: String,
    /// What stands below the name.
    below: String,
    /// Of a member.
    status: Option<Status>,
    pub(super) level: AccessLevel,
    /// Whether there is somebody who could manage.
    is_somebody: bool,
    /// Why this one cannot be changed.
    fixed: Option<&'static str>,
}

impl Granted {
    pub(super) fn member(view: AccessView, fixed: Option<&'static str>) -> Self {
        let AccessView { member, name, email, status, level, is_me, .. } = view;
        Self { fixed: fixed.filter(|_| is_me), ..Self::new(GranteeView::Member { member, name, email, status }, level) }
    }

    pub(super) fn group(view: GroupAccessView, fixed: Option<&'static str>) -> Self {
        let GroupAccessView { group, name, members, level, is_mine } = view;
        Self { fixed: fixed.filter(|_| is_mine), ..Self::new(GranteeView::Group { group, name, members }, level) }
    }

    fn new(view: GranteeView, level: AccessLevel) -> Self {
        let (grantee, name, below, status, is_somebody) = match view {
            GranteeView::Group { group, name, members } => (Grantee::Group(group), name, t().collections.group_below(members), None, members > 0),
            GranteeView::Member { member, name, email, status } if name.is_empty() => {
                (Grantee::Member(member), email, String::new(), Some(status), status != Status::Revoked)
            }
            GranteeView::Member { member, name, email, status } => (Grantee::Member(member), name, email, Some(status), status != Status::Revoked),
        };
        Self { grantee, name, below, status, level, is_somebody, fixed: None }
    }
}

/// Whether somebody in the list manages, who can.
pub(super) fn has_manager(granted: &[Granted]) -> bool {
    granted.iter().any(|one| one.level.is_manage() && one.is_somebody)
}

#[component]
pub(super) fn GrantsEditor(list: Collections, granted: RwSignal<Vec<Granted>>) -> impl IntoView {
    let words = &t().collections;
    let offers = move |view: GranteeView| {
        let grantee = match view {
            GranteeView::Group { group, .. } => Grantee::Group(group),
            GranteeView::Member { member, .. } => Grantee::Member(member),
        };
        granted.with(|granted| granted.iter().all(|one| one.grantee != grantee))
    };
    // The first one manages: somebody must.
    let pick = move |view: GranteeView| {
        granted.update(|granted| {
            let one = Granted::new(view, AccessLevel::Edit);
            let level = if has_manager(granted) || !one.is_somebody { AccessLevel::Edit } else { AccessLevel::Manage };
            granted.push(Granted { level, ..one });
        });
    };
    view! {
        <div class="grants" role="group" aria-label=words.access>
            <h3>{words.access}</h3>
            <GranteeField label=words.add_access session=list.session organization=list.organization offers=offers on_pick=pick />
            // A row stays while its level changes, so that its list keeps the focus.
            <ul class="plain-list">
                <For each=move || granted.get() key=|one| one.grantee children=move |one| row_view(granted, one) />
            </ul>
        </div>
    }
}

fn row_view(granted: RwSignal<Vec<Granted>>, one: Granted) -> AnyView {
    let Granted { grantee, name, below, status, level, fixed, .. } = one;
    let badge = status.filter(|status| *status != Status::Confirmed).map(|status| {
        let (tone, word) = status_badge(status);
        view! { " "<Badge tone=tone>{word}</Badge> }
    });
    let mark = match grantee {
        Grantee::Member(member) => view! { <Monogram id=member.to_string() name=name.clone() shape=MonogramShape::Round /> }.into_any(),
        Grantee::Group(_) => view! { <span class="kind-mark"><Icon name="groups" /></span> }.into_any(),
    };
    let lead = view! {
        <div class="who">
            {mark}
            <span><b>{name.clone()}{badge}</b><small>{below}</small></span>
        </div>
    };
    let set = move |level| granted.update(|granted| granted.iter_mut().filter(|one| one.grantee == grantee).for_each(|one| one.level = level));
    let take = move |()| granted.update(|granted| granted.retain(|one| one.grantee != grantee));
    access_row(AccessRow { lead: lead.into_any(), name, level, fixed, on_level: Callback::new(set), on_take: Callback::new(take) })
}
