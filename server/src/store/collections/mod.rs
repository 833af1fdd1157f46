//! Statements about collections and the grants to them.

mod manage;
mod read;

pub use manage::{NewCollection, PersonRow, delete, has_items, hold, insert, managers, people, rename, set_level, take_level};
pub use read::{CollectionRow, GrantRow, ListedRow, NamedRow, Which, granted, grants, list, overview, own_level, present};
