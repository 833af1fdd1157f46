use leptos::{prelude::*, task::spawn_local};
use server::{
    api::people::update_person,
    model::{
        access::Action as Rule,
        person::{PersonDetails, Scope, UpdatePersonRequest},
        role::ProviderRole,
    },
};

use super::{
    actions::why_not_me,
    cells::{role_name, scope_words},
    role_field::{role_field, role_of, value_of},
    scope_field::ScopeField,
    state::{People, name_of},
};
use crate::{
    failure::Failure,
    i18n::t,
    ui::{Callout, SubmitButton, Toasts},
    undo::replace,
};

/// Role and client scope of one person. Shows why, where it cannot be changed.
pub(super) fn panel(people: People, details: &PersonDetails) -> AnyView {
    let texts = &t().portal_people;
    let person = &details.person;
    if let Some(reason) = why_not_me(people, person, Rule::ProviderUsersUpdate) {
        return view! {
            <dl class="facts">
                <dt>{texts.role}</dt>
                <dd>{role_name(person.role)}</dd>
                <dt>{texts.scope}</dt>
                <dd>{scope_words(person)}</dd>
            </dl>
            <Callout>{reason}</Callout>
        }
        .into_any();
    }
    let toasts = Toasts::get();
    let failure = Failure::new();
    let busy = RwSignal::new(false);
    let (id, before, name) = (person.id, (person.role, details.scope()), name_of(person));
    let role = RwSignal::new(value_of(person.role).to_owned());
    let scope = ScopeField::of(people, details);
    let was = before.clone();
    let unchanged = Signal::derive(move || {
        let role = role_of(&role.read());
        let scope = if role == ProviderRole::Admin { Scope::AllClients } else { scope.now() };
        (role == before.0 && (scope == before.1 || role == ProviderRole::Admin)).then(|| texts.unchanged.to_owned())
    });
    let save = move || {
        let role = role_of(&role.get_untracked());
        let scope = if role == ProviderRole::Admin { Some(Scope::AllClients) } else { scope.read() };
        let Some(scope) = scope else { return };
        if busy.get_untracked() || unchanged.with_untracked(Option::is_some) {
            return;
        }
        let name = name.clone();
        failure.clear();
        busy.set(true);
        let update = move |(role, scope)| {
            let name = name.clone();
            let request = UpdatePersonRequest { provider: people.current.id, person: id, role, scope };
            async move {
                people.session.call(|| update_person(request.clone())).await?;
                people.changed();
                Ok(t().portal_people.rights_done(&name))
            }
        };
        let work = replace(was.clone(), (role, scope), update);
        spawn_local(async move {
            let answer = work.await;
            busy.try_set(false);
            match answer {
                Ok(done) => done.tell(toasts),
                Err(error) => failure.show(error),
            }
        });
    };
    view! {
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {failure.rest(&[])}
            {role_field(role)}
            {move || (role_of(&role.read()) == ProviderRole::ServiceUser).then(|| scope.view())}
            <div>
                <SubmitButton busy=busy disabled_because=unchanged>{texts.save}</SubmitButton>
            </div>
        </form>
    }
    .into_any()
}
