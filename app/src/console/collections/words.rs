use server::model::{access::Relation, role::Role};

use crate::i18n::t;

/// Why somebody may not do something with one collection that others may.
pub(super) fn not_yours(relation: Relation) -> &'static str {
    match relation {
        Relation::Member(Role::Custom, _) => t().console.no_right,
        _ => t().collections.only_managers,
    }
}
