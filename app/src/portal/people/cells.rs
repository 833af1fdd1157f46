use leptos::prelude::*;
use server::model::{
    person::PersonView,
    role::{ProviderRole, Status},
};

use super::state::name_of;
use crate::{
    i18n::t,
    ui::{Badge, Column, DateTime, Monogram, MonogramShape, Rows, Tone},
};

pub(super) fn columns() -> Vec<Column> {
    let texts = &t().portal_people;
    vec![
        Column::new("person", texts.person),
        Column::new("role", texts.role),
        Column::new("scope", texts.scope),
        Column::new("status", texts.status),
        Column::new("invited", texts.invited_at).minor(),
    ]
}

pub(super) fn rows(list: RwSignal<Vec<PersonView>>) -> Rows {
    Rows::new(list, |person: &PersonView| person.id.to_string(), name_of, cell)
}

fn cell(person: &PersonView, column: &'static str) -> AnyView {
    match column {
        "person" => name(person),
        "role" => role_name(person.role).into_any(),
        "scope" => scope_words(person).into_any(),
        "status" => status_badge(person.status),
        _ => view! { <DateTime at=person.invited_at.0 /> }.into_any(),
    }
}

fn name(person: &PersonView) -> AnyView {
    let called = name_of(person);
    let address = (!person.name.is_empty()).then(|| person.email.clone());
    let me = person.is_me.then(|| view! { <span class="me-mark">{t().portal_people.me}</span> });
    view! {
        <div class="who">
            <Monogram id=mark_of(person) name=called.clone() shape=MonogramShape::Round />
            <span><b>{called}{me}</b><small>{address}</small></span>
        </div>
    }
    .into_any()
}

/// What the colour of a person comes from: the account, so that it is the same everywhere, or the address until there is one.
pub(super) fn mark_of(person: &PersonView) -> String {
    person.user_id.map_or_else(|| person.email.clone(), |user| user.to_string())
}

pub(super) fn role_name(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Admin => t().portal_people.admin,
        ProviderRole::ServiceUser => t().portal_people.service_user,
    }
}

pub(super) fn scope_words(person: &PersonView) -> String {
    match (person.chosen, person.role) {
        (Some(count), ProviderRole::ServiceUser) => t().portal_people.some_clients(count),
        _ => t().portal_people.all_clients.to_owned(),
    }
}

pub(super) fn status_badge(status: Status) -> AnyView {
    let texts = &t().portal_people;
    let (tone, words) = match status {
        Status::Invited => (Tone::Mute, texts.invited),
        Status::Accepted => (Tone::Warn, texts.waiting),
        Status::Confirmed => (Tone::Good, texts.confirmed),
        Status::Revoked => (Tone::Bad, texts.revoked),
    };
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}
