use leptos::prelude::*;
use server::{
    api::groups::group_members,
    model::{
        collection::GranteeView,
        group::{GroupMemberView, GroupMembersRequest},
        id::GroupId,
        page::Cursor,
        role::Status,
    },
};

use super::{
    form::{GroupForm, InGroup},
    state::Groups,
};
use crate::{
    console::{access::GranteeField, members::status_badge},
    i18n::t,
    paged::Paged,
    ui::{Badge, Button, Callout, IconButton, LoadState, Monogram, MonogramShape, Skeleton, Tone},
};

/// Who is in the group: page by page, with those who were just added before them.
#[component]
pub(super) fn MembersPart(form: GroupForm, list: Groups, group: Option<GroupId>, fixed: Signal<Option<String>>) -> impl IntoView {
    let words = &t().groups;
    let paged = Paged::<GroupMemberView>::new();
    let page = move |group, cursor: Option<Cursor>| {
        let request = GroupMembersRequest { organization: list.organization.id, group, cursor };
        async move { list.session.call(|| group_members(request.clone())).await }
    };
    if let Some(group) = group {
        paged.start(page(group, None));
    }
    let present = move || {
        let removed = form.removed.get();
        let loaded = paged.rows().get().into_iter().filter(|row| !removed.contains(&row.member));
        let loaded = loaded.map(|row| InGroup::new(row.member, row.name, row.email, row.status));
        form.added.get().into_iter().chain(loaded).collect::<Vec<_>>()
    };
    let offers = move |view: GranteeView| match view {
        GranteeView::Member { member, .. } => present().iter().all(|one| one.member != member),
        GranteeView::Group { .. } => false,
    };
    let pick = move |view: GranteeView| {
        if let GranteeView::Member { member, name, email, status } = view {
            form.add(InGroup::new(member, name, email, status));
        }
    };
    let more = move || {
        let Some(group) = group.filter(|_| paged.has_more()) else { return ().into_any() };
        let ask = move |()| {
            if let Some(cursor) = paged.next() {
                paged.more(page(group, Some(cursor)));
            }
        };
        view! { <Button on_press=ask>{t().ui.load_more}</Button> }.into_any()
    };
    let state = move || match (group, paged.state().get()) {
        (Some(_), LoadState::Loading) => view! { <Skeleton lines=2 /> }.into_any(),
        (Some(_), LoadState::Failed(reason)) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
        _ if present().is_empty() => view! { <p class="hint">{words.nobody}</p> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="grants" role="group" aria-label=words.members>
            <h3>{words.members}</h3>
            {move || {
                fixed
                    .read()
                    .is_none()
                    .then(|| view! { <GranteeField label=words.add_member session=list.session organization=list.organization offers=offers on_pick=pick /> })
            }}
            {state}
            <ul class="plain-list" aria-label=words.members>
                <For each=present key=|one| one.member children=move |one| row_view(form, one, fixed) />
            </ul>
            {more}
        </div>
    }
}

fn row_view(form: GroupForm, one: InGroup, fixed: Signal<Option<String>>) -> AnyView {
    let InGroup { member, name, below, status } = one;
    let (tone, word) = status_badge(status);
    let badge = (status != Status::Confirmed).then(|| view! { " "<Badge tone=tone>{word}</Badge> });
    let label = t().groups.take_out(&name);
    let take = move || {
        let label = label.clone();
        fixed.read().is_none().then(|| view! { <IconButton icon="close" label=label on_press=move |()| form.remove(member) /> })
    };
    view! {
        <li class="in-group">
            <div class="who">
                <Monogram id=member.to_string() name=name.clone() shape=MonogramShape::Round />
                <span><b>{name}{badge}</b><small>{below}</small></span>
            </div>
            {take}
        </li>
    }
    .into_any()
}
