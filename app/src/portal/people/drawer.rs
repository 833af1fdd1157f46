use leptos::prelude::*;
use server::model::{
    access::Action as Rule,
    error::{ApiError, ErrorCode},
    person::PersonView,
    role::Status,
};

use super::{
    actions, cells, confirm, edit,
    state::{Asked, People, name_of},
};
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Button, ButtonKind, Callout, DateTime, Drawer, EmptyState, Monogram, MonogramShape, Skeleton, Toasts, Tone},
};

/// One person in detail. Which one stands in the URL.
pub(super) fn drawer(people: People) -> AnyView {
    let toasts = Toasts::get();
    Effect::new(move |_| people.load_open());
    let person = Memo::new(move |_| match people.details() {
        Some(Ok(details)) => Some(details.person),
        Some(Err(error)) if error.code == ErrorCode::NotFound => None,
        // The row says it at once, where it is loaded.
        _ => {
            let id = people.open_id();
            people.list.rows().read().iter().find(|person| person.id.to_string() == id).cloned()
        }
    });
    let title = Signal::derive(move || person.read().as_ref().map(name_of).unwrap_or_default());
    let subtitle = Signal::derive(move || person.read().as_ref().filter(|person| !person.name.is_empty()).map(|person| person.email.clone()));
    let lead = move || person.get().map(|person| view! { <Monogram id=cells::mark_of(&person) name=name_of(&person) shape=MonogramShape::Round /> });
    let aside = move || person.get().map(|person| cells::status_badge(person.status));
    let footer = move || person.get().map(|person| footer(people, &person, toasts));
    let body = move || match person.get() {
        Some(person) => body(people, &person, toasts),
        None => match people.details() {
            Some(Err(error)) => missing(&error),
            _ => view! { <Skeleton lines=6 /> }.into_any(),
        },
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

/// The person is not there, or cannot be read now.
fn missing(error: &ApiError) -> AnyView {
    let texts = &t().portal_people;
    if error.code == ErrorCode::NotFound {
        return view! { <EmptyState title=texts.not_here text=texts.not_here_hint /> }.into_any();
    }
    let reason = failure_text(error);
    view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any()
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
    // Built anew when something is changed, not when the same is read again.
    let details = Memo::new(move |_| people.details());
    let panel = move || match details.get() {
        Some(Ok(details)) => edit::panel(people, &details),
        Some(Err(error)) => missing(&error),
        None => view! { <Skeleton lines=4 /> }.into_any(),
    };
    let rights = (person.status != Status::Revoked).then_some(panel);
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
