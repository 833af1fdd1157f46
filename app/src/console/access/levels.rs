use server::model::collection::AccessLevel;

use crate::{i18n::t, ui::Choice};

pub(in crate::console) fn level_name(level: AccessLevel) -> &'static str {
    let words = &t().collections;
    match level {
        AccessLevel::View => words.level_view,
        AccessLevel::ViewHidden => words.level_view_hidden,
        AccessLevel::Edit => words.level_edit,
        AccessLevel::EditHidden => words.level_edit_hidden,
        AccessLevel::Manage => words.level_manage,
    }
}

/// The value of a level in a list of choices.
pub(super) const fn level_value(level: AccessLevel) -> &'static str {
    match level {
        AccessLevel::View => "view",
        AccessLevel::ViewHidden => "view-hidden",
        AccessLevel::Edit => "edit",
        AccessLevel::EditHidden => "edit-hidden",
        AccessLevel::Manage => "manage",
    }
}

pub(super) fn parse_level(value: &str) -> Option<AccessLevel> {
    AccessLevel::ALL.into_iter().find(|level| level_value(*level) == value)
}

pub(super) fn level_choices() -> Vec<Choice> {
    AccessLevel::ALL.into_iter().map(|level| Choice::new(level_value(level), level_name(level))).collect()
}
