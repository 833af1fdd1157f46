use leptos::{prelude::*, task::spawn_local};
use server::{
    api::people::{reinvite_person, remove_person, restore_person, revoke_person},
    model::{
        access::Action as Rule,
        error::ApiError,
        person::{PersonRequest, PersonView},
        role::Status,
    },
};

use super::state::{Asked, People, name_of};
use crate::{
    failure::failure_text,
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
    ui::{MenuItem, Toasts},
    undo::{Done, replace},
};

/// What can be done with one person. What cannot be done now says why.
pub(super) fn menu(people: People, at: usize) -> Vec<MenuItem> {
    let Some(person) = people.list.rows().with_untracked(|rows| rows.get(at).cloned()) else { return Vec::new() };
    let texts = &t().portal_people;
    let id = person.id.to_string();
    let open = MenuItem::run(if person.status == Status::Accepted { texts.compare } else { texts.open }, move || people.open(&id)).icon("arrow-right");
    let resend_to = person.clone();
    let toasts = Toasts::get();
    let resend = MenuItem::run(texts.resend, move || resend(people, &resend_to, toasts)).icon("mail").disabled_because(why_no_resend(people, &person));
    let restore_whom = person.clone();
    let access = if person.status == Status::Revoked {
        MenuItem::run(texts.restore, move || restore(people, &restore_whom, toasts))
            .icon("undo")
            .disabled_because(people.current.why_not(Rule::ProviderUsersRestore))
    } else {
        MenuItem::run(texts.revoke, move || people.asking.ask(Asked::Revoke(restore_whom.clone()))).icon("lock").danger().disabled_because(why_not_me(
            people,
            &person,
            Rule::ProviderUsersRevoke,
        ))
    };
    let reason = why_not_me(people, &person, Rule::ProviderUsersRemove);
    let remove = MenuItem::run(texts.remove, move || people.asking.ask(Asked::Remove(person.clone()))).icon("trash").danger().disabled_because(reason);
    vec![open, resend, MenuItem::divider(), access, remove]
}

/// Nobody does it to himself; beyond that the rule table decides.
pub(super) fn why_not_me(people: People, person: &PersonView, rule: Rule) -> Option<String> {
    people.current.why_not(rule).or_else(|| person.is_me.then(|| t().portal_people.not_yourself.to_owned()))
}

pub(super) fn why_no_resend(people: People, person: &PersonView) -> Option<String> {
    people.current.why_not(Rule::ProviderUsersReinvite).or_else(|| (person.status != Status::Invited).then(|| t().portal_people.nothing_to_resend.to_owned()))
}

pub(super) fn resend(people: People, person: &PersonView, toasts: Toasts) {
    let name = name_of(person);
    let request = PersonRequest { provider: people.current.id, person: person.id };
    spawn_local(async move {
        match people.session.call(|| reinvite_person(request.clone())).await {
            Ok(()) => {
                toasts.done(t().portal_people.resent(&name));
                people.changed();
            }
            Err(error) => toasts.error(failure_text(&error)),
        }
    });
}

/// Whether a person has access, or lost it until it is restored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Given,
    Taken,
}

/// Takes access away or gives it back. Whoever has not accepted gets another invitation with it, and mail is not undone.
async fn turn(people: People, person: PersonView, before: Access, after: Access) -> Result<Done, ApiError> {
    let name = name_of(&person);
    let request = PersonRequest { provider: people.current.id, person: person.id };
    let done = replace(before, after, move |access| {
        let (request, name) = (request.clone(), name.clone());
        async move {
            let said = match access {
                Access::Given => {
                    people.session.call(|| restore_person(request.clone())).await?;
                    t().portal_people.restored(&name)
                }
                Access::Taken => {
                    people.session.call(|| revoke_person(request.clone())).await?;
                    t().portal_people.revoked_done(&name)
                }
            };
            people.changed();
            Ok(said)
        }
    })
    .await?;
    Ok(if person.user_id.is_some() { done } else { done.for_good() })
}

pub(super) fn restore(people: People, person: &PersonView, toasts: Toasts) {
    let person = person.clone();
    spawn_local(async move {
        match turn(people, person, Access::Taken, Access::Given).await {
            Ok(done) => done.tell(toasts),
            Err(error) => toasts.error(failure_text(&error)),
        }
    });
}

/// Asks before access is taken away for a while.
pub(super) fn revoke_dialog(people: People, person: &PersonView, opened: Opened) -> AnyView {
    let texts = &t().portal_people;
    let form = Form::new(opened);
    let title = texts.revoke_title(&name_of(person));
    let person = person.clone();
    let submit = move |()| form.send(turn(people, person.clone(), Access::Given, Access::Taken));
    form.dialog(title, Action::new(texts.revoke).danger(), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.revoke_text}</p>
        }
        .into_any()
    })
}

/// Asks before a person is removed for good.
pub(super) fn remove_dialog(people: People, person: &PersonView, opened: Opened) -> AnyView {
    let texts = &t().portal_people;
    let form = Form::new(opened);
    let name = name_of(person);
    let title = texts.remove_title(&name);
    let request = PersonRequest { provider: people.current.id, person: person.id };
    let submit = move |()| {
        let (request, name) = (request.clone(), name.clone());
        form.send(async move {
            people.session.call(|| remove_person(request.clone())).await?;
            people.close();
            people.removed();
            Ok(t().portal_people.removed(&name))
        });
    };
    form.dialog(title, Action::new(texts.remove).danger(), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.remove_text}</p>
        }
        .into_any()
    })
}
