use leptos::prelude::*;
use server::model::role::ProviderRole;

use crate::{
    i18n::t,
    ui::{RadioCard, RadioCards},
};

/// The value of a role in the cards.
pub(super) const fn value_of(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Admin => "admin",
        ProviderRole::ServiceUser => "service",
    }
}

pub(super) fn role_of(value: &str) -> ProviderRole {
    if value == "admin" { ProviderRole::Admin } else { ProviderRole::ServiceUser }
}

/// Cards for the two roles.
pub(super) fn role_field(value: RwSignal<String>) -> AnyView {
    let texts = &t().portal_people;
    let card = |role, title, text| RadioCard::new(value_of(role), title, text);
    let cards = vec![card(ProviderRole::ServiceUser, texts.service_user, texts.service_user_text), card(ProviderRole::Admin, texts.admin, texts.admin_text)];
    view! { <RadioCards label=texts.role value=value cards=cards /> }.into_any()
}
