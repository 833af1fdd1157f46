//! The members of an organization: who is in it, how people come in, change and go.
//!
//! The caller may be a provider user, who has no membership at all; nothing here asks for one.

mod change;
mod confirm;
mod invite;
mod list;
mod rows;

pub use change::{leave, remove, restore, revoke, update};
pub use confirm::{confirm, confirm_as_member, public_key};
pub use invite::{invite, reinvite};
pub use list::{export_csv, get, get_to_confirm, list};
pub(in crate::domain) use rows::demand_members;
