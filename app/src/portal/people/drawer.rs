use leptos::prelude::*;
use server::model::{access::Action as Rule, person::PersonView, role::Status};

use super::{
    actions, cells, confirm, edit,
    state::{Asked, People, name_of},
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Callout, DateTime, Drawer, EmptyState, LoadState, Monogram, MonogramShape, Skeleton, Toasts, Tone},
};

/// One person in detail. Which one stands in the URL.
pub(super) fn drawer(people: People) -> AnyView {
    let toasts = Toasts::get();
    let person = Memo::new(move |before: Option<&Option<PersonView>>| {
        let id = people.open_id();
        let found = people.list.rows().read().iter().find(|person| person.id.to_string() == id).cloned();
        // A change may take the person out of the filtered list; the drawer keeps what it knew.
        found.or_else(|| before.cloned().flatten().filter(|known| known.id.to_string() == id))
    });
    let title = Signal::derive(move || person.read().as_ref().map(name_of).unwrap_or_default());
    let subtitle = Signal::derive(move || person.read().as_ref().filter(|person| !person.name.is_empty()).map(|person| person.email.clone()));
    let lead = move || person.get().map(|person| view! { <Monogram id=cells::mark_of(&person) name=name_of(&person) shape=MonogramShape::Round /> });
    let aside = move || person.get().map(|person| cells::status_badge(person.status));
    let footer = move || person.get().map(|person| footer(people, &person, toasts));
    let body = move || match person.get() {
        Some(person) => body(people, &person, toasts),
        None if people.list.state().get() == LoadState::Ready => {
            let texts = &t().portal_people;
            view! { <EmptyState title=texts.not_in_list text=texts.not_in_list_hint /> }.into_any()
        }
        None => view! { <Skeleton lines=6 /> }.into_any(),
    };
    view! {
        <Drawer
            open=Signal::derive(move || !people.open_id().is_empty())
            on_close=move |()| people.close()
            title=title
            subtitle=subtitle
            lead=move || view! { {lead} }
            aside=move || view! { {aside} }
            footer=move || view! { {footer} }
        >
            {body}
        </Drawer>
    }
    .into_any()
}

fn body(people: People, person: &PersonView, toasts: Toasts) -> AnyView {
    let texts = &t().portal_people;
    let state = match person.status {
        Status::Accepted => confirm::panel(people, person),
        Status::Invited => {
            let again = person.clone();
            let reason = actions::why_no_resend(people, person);
            let resend = move || {
                view! { <Button icon="mail" disabled_because=reason on_press=move |()| actions::resend(people, &again, toasts)>{texts.resend}</Button> }
            };
            view! {
                <Callout tone=Tone::Info title=texts.has_not_accepted actions=ViewFnOnce::from(resend)>
                    {texts.has_not_accepted_text}
                </Callout>
            }
            .into_any()
        }
        Status::Revoked => view! { <Callout tone=Tone::Warn title=texts.is_revoked>{texts.is_revoked_text}</Callout> }.into_any(),
        Status::Confirmed => ().into_any(),
    };
    let rights = (person.status != Status::Revoked).then(|| edit::panel(people, person));
    view! {
        {state}
        {rights}
        <dl class="facts">
            <dt>{texts.invited_at}</dt>
            <dd><DateTime at=person.invited_at.0 /></dd>
        </dl>
    }
    .into_any()
}

fn footer(people: People, person: &PersonView, toasts: Toasts) -> AnyView {
    let texts = &t().portal_people;
    let whom = person.clone();
    let removing = person.clone();
    let access = if person.status == Status::Revoked {
        let reason = people.current.why_not(Rule::ProviderUsersRestore);
        view! { <Button icon="undo" disabled_because=reason on_press=move |()| actions::restore(people, &whom, toasts)>{texts.restore}</Button> }.into_any()
    } else {
        let reason = actions::why_not_me(people, person, Rule::ProviderUsersRevoke);
        view! { <Button icon="lock" disabled_because=reason on_press=move |()| people.asking.ask(Asked::Revoke(whom.clone()))>{texts.revoke}</Button> }
            .into_any()
    };
    view! {
        <Button
            kind=ButtonKind::Danger
            disabled_because=actions::why_not_me(people, person, Rule::ProviderUsersRemove)
            on_press=move |()| people.asking.ask(Asked::Remove(removing.clone()))
        >
            {texts.remove}
        </Button>
        {access}
    }
    .into_any()
}
