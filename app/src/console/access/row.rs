use leptos::prelude::*;
use server::model::collection::AccessLevel;

use super::levels::{level_choices, level_value, parse_level};
use crate::{
    i18n::t,
    ui::{Choice, Icon, IconButton},
};

/// One line of a list of access, made to be changed.
pub(in crate::console) struct AccessRow {
    /// Who or what it is about, as people see it.
    pub lead: AnyView,
    /// The same in words.
    pub name: String,
    pub level: AccessLevel,
    /// Why it cannot be changed.
    pub fixed: Option<&'static str>,
    pub on_level: Callback<AccessLevel>,
    pub on_take: Callback<()>,
}

pub(in crate::console) fn access_row(row: AccessRow) -> AnyView {
    let AccessRow { lead, name, level, fixed, on_level, on_take } = row;
    let words = &t().collections;
    let set = move |event| {
        if let Some(level) = parse_level(&event_target_value(&event)) {
            on_level.run(level);
        }
    };
    let options = level_choices()
        .into_iter()
        .map(|Choice { value, label }| {
            let is_present = value == level_value(level);
            view! { <option value=value prop:selected=is_present selected=is_present>{label}</option> }
        })
        .collect_view();
    let label = words.level_of(&name);
    let remove = words.take_from(&name);
    view! {
        <li class="grant">
            {lead}
            <div class="select">
                <select aria-label=label disabled=fixed.is_some() title=fixed on:change=set>{options}</select>
                <Icon name="chevron-down" />
            </div>
            {if fixed.is_none() { view! { <IconButton icon="close" label=remove on_press=on_take /> }.into_any() } else { view! { <span></span> }.into_any() }}
        </li>
    }
    .into_any()
}
