//! Statements about collections and the grants to them.

mod manage;
mod read;

pub use manage::{GroupRow, NewCollection, PersonRow, delete, groups, has_items, hold, insert, people, rename, set_group_level, set_level, take_level};
pub use read::{CollectionRow, GrantRow, IS_MANAGED, ListedRow, NamedRow, OWN, Which, granted, grants, list, overview, own_level, present, unmanaged};
