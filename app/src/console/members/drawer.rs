use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::update_member,
    model::{
        access::{Action, reaches},
        member::{MemberView, UpdateMemberRequest},
        role::{Role, Status},
    },
};

use super::{
    bulk::{self, Bulk},
    confirm::{ShownKey, confirm, show_key},
    groups::GroupsPanel,
    list::MemberList,
    remove::Doomed,
    role::{RoleChoice, RolePicker},
    words::{mark_of, name_of, status_badge},
};
use crate::{
    address::{Address, Step},
    events::MemberActivity,
    failure::failure_text,
    i18n::t,
    session::Session,
    shell::CurrentOrganization,
    ui::{Badge, Button, ButtonKind, Callout, Checkbox, DateTime, Drawer, FingerprintPhrase, Monogram, MonogramShape, Selection, Tab, Tabs, Tone},
    undo::replace,
};

/// One member, beside the table: compare and confirm, change the role, see what happened.
#[component]
pub(super) fn MemberDrawer(
    /// The member; none closes the drawer.
    #[prop(into)]
    member: Signal<Option<MemberView>>,
    #[prop(into)] on_close: Callback<()>,
    list: MemberList,
    doomed: RwSignal<Option<Doomed>>,
    selection: Selection,
) -> impl IntoView {
    let id = Memo::new(move |_| member.with(|member| member.as_ref().map(|member| member.id)));
    let name = Signal::derive(move || member.with(|member| member.as_ref().map(name_of).unwrap_or_default()));
    let subtitle = Signal::derive(move || member.with(|member| member.as_ref().filter(|member| !member.name.is_empty()).map(|member| member.email.clone())));
    let mark = move || {
        let id = member.with(|member| member.as_ref().map(mark_of).unwrap_or_default());
        view! { <Monogram id=id name=name.get() shape=MonogramShape::Round /> }
    };
    // The drawer asks once; what it gets follows the member.
    let lead = move || mark;
    let badge = move || {
        member.get().map(|member| {
            let (tone, word) = status_badge(member.status);
            view! { <Badge tone=tone>{word}</Badge> }
        })
    };
    // Groups come and go beside the drawer's field for them, which must keep the focus.
    let steady = Memo::new(move |_| member.get().map(|member| MemberView { groups: Vec::new(), ..member }));
    let body = move || steady.get().map(|member| view! { <MemberBody member=member list=list doomed=doomed selection=selection on_close=on_close /> });
    view! {
        <Drawer open=Signal::derive(move || id.get().is_some()) on_close=on_close title=name subtitle=subtitle lead=lead aside=badge>
            {body}
        </Drawer>
    }
}

#[component]
fn MemberBody(member: MemberView, list: MemberList, doomed: RwSignal<Option<Doomed>>, selection: Selection, on_close: Callback<()>) -> impl IntoView {
    let address = Address::of_page();
    let current = Signal::derive(move || match address.get("tab").as_str() {
        tab @ ("activity" | "groups") => tab.to_owned(),
        _ => "role".to_owned(),
    });
    let organization = CurrentOrganization::get();
    let id = member.id;
    let mut tabs = vec![Tab::new("role", t().console.tab_role), Tab::new("groups", t().console.tab_groups)];
    if organization.may(Action::ClientEventsRead) {
        tabs.push(Tab::new("activity", t().console.tab_activity));
    }
    let (role_member, group_member) = (member.clone(), member.clone());
    let panel = move || match current.get().as_str() {
        "activity" => view! { <MemberActivity organization=organization.id member=id /> }.into_any(),
        "groups" => view! { <GroupsPanel member=group_member.clone() list=list /> }.into_any(),
        _ => role_panel(role_member.clone(), list, on_close),
    };
    view! {
        {(member.status == Status::Accepted).then(|| view! { <ConfirmPart member=member.clone() list=list on_close=on_close /> })}
        {(member.status == Status::Invited).then(|| view! { <Callout>{t().console.invited_text}" "<DateTime at=member.invited_at.0 /></Callout> })}
        {(member.status == Status::Revoked).then(|| view! { <Callout tone=Tone::Warn>{t().console.revoked_text}</Callout> })}
        <Tabs label=t().console.member_parts tabs=tabs current=current on_change=move |next: String| address.change(Step::Replace, &[("tab", &next)])>
            {panel}
        </Tabs>
        {access_actions(member, list, doomed, selection, on_close)}
    }
}

/// Compares the phrase over the phone, then confirms.
#[component]
fn ConfirmPart(member: MemberView, list: MemberList, on_close: Callback<()>) -> impl IntoView {
    let session = Session::get();
    let organization = CurrentOrganization::get();
    let shown = RwSignal::new(None::<ShownKey>);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let compared = RwSignal::new(false);
    let id = member.id;
    let called = name_of(&member);
    let label = t().console.compare_phrase(&called);
    spawn_local(async move {
        match show_key(session, organization.id, id).await {
            // The signals are gone when the drawer was closed meanwhile.
            Ok(key) => drop(shown.try_set(Some(key))),
            Err(reason) => drop(problem.try_set(Some(reason))),
        }
    });
    let blocked = Signal::derive(move || {
        blocked_because(organization, &member, Action::ClientMembersConfirm).or_else(|| match &*shown.read() {
            None => Some(t().ui.loading.to_owned()),
            Some(key) => (key.replaces.is_some() && !compared.get()).then(|| t().forms.compare_anew.to_owned()),
        })
    });
    let anew = t().forms.compared_anew(&called);
    let press = move |()| {
        let Some(key) = shown.get_untracked() else { return };
        let called = called.clone();
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let result = confirm(session, organization.id, id, key).await;
            busy.try_set(false);
            match result {
                Ok(true) => {
                    list.toasts.done(t().console.confirmed(&called));
                    list.reload();
                    on_close.run(());
                }
                Ok(false) => {}
                Err(reason) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let is_changed = move || shown.read().as_ref().is_some_and(|key| key.replaces.is_some());
    view! {
        <section class="confirm-part">
            {move || is_changed().then(|| view! { <Callout tone=Tone::Bad>{t().console.key_changed}</Callout> })}
            <FingerprintPhrase label=label phrase=Signal::derive(move || shown.with(|key| key.as_ref().map(|key| key.fingerprint.phrase.clone()))) />
            <p class="hint">{t().console.compare_hint}</p>
            {move || is_changed().then(|| view! { <Checkbox label=anew.clone() checked=compared /> })}
            {move || problem.get().map(|reason| view! { <Callout tone=Tone::Bad>{reason}</Callout> })}
            <Button kind=ButtonKind::Primary icon="check" busy=busy disabled_because=blocked on_press=press>
                {t().console.confirm_member}
            </Button>
        </section>
    }
}

fn role_panel(member: MemberView, list: MemberList, on_close: Callback<()>) -> AnyView {
    let MemberList { session, organization, .. } = list;
    let choice = RoleChoice::new(member.role, member.rights);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let (id, before, rights_before) = (member.id, member.role, member.rights);
    let called = name_of(&member);
    let blocked = Signal::derive(move || {
        let blocked = blocked_because(organization, &member, Action::ClientMembersUpdate);
        if blocked.is_some() {
            return blocked;
        }
        if choice.role() == Role::Custom && choice.rights().is_empty() {
            return Some(t().console.rights_none.to_owned());
        }
        (choice.role() == before && choice.rights() == rights_before).then(|| t().console.nothing_changed.to_owned())
    });
    let save = move |()| {
        let called = called.clone();
        let update = move |(role, rights)| {
            let called = called.clone();
            let request = UpdateMemberRequest { organization: organization.id, member: id, role, rights };
            async move {
                session.call(|| update_member(request.clone())).await?;
                list.reload();
                Ok(t().console.role_changed(&called))
            }
        };
        let work = replace((before, rights_before), (choice.role(), choice.rights()), update);
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let result = work.await;
            busy.try_set(false);
            match result {
                Ok(done) => {
                    done.tell(list.toasts);
                    on_close.run(());
                }
                Err(error) => drop(problem.try_set(Some(failure_text(&error)))),
            }
        });
    };
    view! {
        <div class="stack">
            <RolePicker choice=choice relation=Signal::derive(move || organization.relation()) action=Action::ClientMembersUpdate />
            {move || problem.get().map(|reason| view! { <Callout tone=Tone::Bad>{reason}</Callout> })}
            <div class="actions">
                <Button busy=busy disabled_because=blocked on_press=save>{t().console.save_role}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Why nothing can be done to this member with that action, if so.
pub(super) fn blocked_because(organization: CurrentOrganization, member: &MemberView, action: Action) -> Option<String> {
    if member.is_me {
        return Some(t().console.not_yourself.to_owned());
    }
    if !reaches(action, organization.relation(), member.role) {
        return Some(t().console.role_above_yours.to_owned());
    }
    organization.why_not(action)
}

fn access_actions(member: MemberView, list: MemberList, doomed: RwSignal<Option<Doomed>>, selection: Selection, on_close: Callback<()>) -> AnyView {
    let organization = list.organization;
    let blocked = |action| Signal::stored(blocked_because(organization, &member, action));
    let members = vec![member.clone()];
    let doom = {
        let members = members.clone();
        move |what| doomed.set(Some(Doomed { what, members: members.clone() }))
    };
    let (doom_remove, doom_revoke) = (doom.clone(), doom);
    let run = move |what| bulk::run(what, members.clone(), list, selection, on_close);
    let remove = view! {
        <Button kind=ButtonKind::Danger disabled_because=blocked(Action::ClientMembersRemove) on_press=move |()| doom_remove(Bulk::Remove)>
            {t().console.remove}
        </Button>
    };
    let other = match member.status {
        Status::Revoked => view! {
            <Button icon="undo" disabled_because=blocked(Action::ClientMembersRestore) on_press=move |()| run(Bulk::Restore)>{t().console.restore}</Button>
        }
        .into_any(),
        Status::Invited => view! {
            <Button icon="send" disabled_because=blocked(Action::ClientMembersReinvite) on_press=move |()| run(Bulk::Reinvite)>{t().console.reinvite}</Button>
            <Button disabled_because=blocked(Action::ClientMembersRevoke) on_press=move |()| doom_revoke(Bulk::Revoke)>{t().console.revoke}</Button>
        }
        .into_any(),
        Status::Accepted | Status::Confirmed => view! {
            <Button disabled_because=blocked(Action::ClientMembersRevoke) on_press=move |()| doom_revoke(Bulk::Revoke)>{t().console.revoke}</Button>
        }
        .into_any(),
    };
    view! {
        <div class="drawer-actions">
            {remove}
            <span class="spring"></span>
            {other}
        </div>
    }
    .into_any()
}
