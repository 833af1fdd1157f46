//! Statements about groups, who is in them, and what they give access to.

mod read;
mod write;

pub use read::{ListOrder, ListedRow, MemberRow, NamedRow, collections, has_member, list, listed, members, of_members, some};
pub use write::{add, delete, insert, remove, rename};
