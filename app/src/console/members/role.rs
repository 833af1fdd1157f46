use leptos::prelude::*;
use server::model::{
    access::{Action, Relation, reaches},
    role::{Right, Rights, Role},
};

use super::words::{right_name, role_name, role_text};
use crate::{
    i18n::t,
    ui::{Checkbox, RadioCard, RadioCards},
};

/// A role, and for Custom its rights, being chosen.
#[derive(Clone, Copy)]
pub(super) struct RoleChoice {
    pub(super) role: RwSignal<String>,
    pub(super) rights: RwSignal<Rights>,
}

impl RoleChoice {
    pub(super) fn new(role: Role, rights: Rights) -> Self {
        Self { role: RwSignal::new(role.number().to_string()), rights: RwSignal::new(rights) }
    }

    pub(super) fn role(self) -> Role {
        self.role.read().parse().ok().and_then(Role::parse).unwrap_or(Role::User)
    }

    /// The rights that go with the role: none unless it is Custom.
    pub(super) fn rights(self) -> Rights {
        if self.role() == Role::Custom { self.rights.get() } else { Rights::NONE }
    }
}

/// Chooses a role. What the person cannot give is there, with the reason.
#[component]
pub(super) fn RolePicker(choice: RoleChoice, #[prop(into)] relation: Signal<Relation>, action: Action) -> impl IntoView {
    let cards = move || {
        let card = |role: Role| {
            let reason = (!reaches(action, relation.get(), role)).then(|| t().console.role_above_yours.to_owned());
            RadioCard::new(role.number().to_string(), role_name(role), role_text(role)).disabled_because(reason)
        };
        Role::ALL.into_iter().map(card).collect::<Vec<_>>()
    };
    let rights = move || {
        (choice.role() == Role::Custom).then(|| {
            let boxes = Right::ALL.into_iter().map(|right| right_box(choice, relation, right)).collect_view();
            view! {
                <fieldset class="rights">
                    <legend class="label">{t().console.rights}</legend>
                    {boxes}
                </fieldset>
                <p class="hint">{t().console.rights_later}</p>
            }
        })
    };
    view! {
        <RadioCards label=t().console.role value=choice.role cards=Signal::derive(cards) />
        {rights}
    }
}

fn right_box(choice: RoleChoice, relation: Signal<Relation>, right: Right) -> impl IntoView {
    let checked = RwSignal::new(choice.rights.read_untracked().holds(right));
    let change = move |on: bool| {
        choice.rights.update(|rights| {
            let kept = rights.iter().filter(|held| *held != right);
            *rights = if on { kept.chain([right]).collect::<Vec<_>>().into() } else { kept.collect::<Vec<_>>().into() };
        });
    };
    let reason = Signal::derive(move || match relation.get() {
        Relation::Member(Role::Custom, own) if !own.holds(right) => Some(t().console.right_not_yours.to_owned()),
        _ => None,
    });
    view! { <Checkbox label=right_name(right) checked=checked on_change=change disabled_because=reason /> }
}
