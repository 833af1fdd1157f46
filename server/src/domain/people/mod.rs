//! The people of a provider.

mod change;
mod confirm;
mod invite;
mod list;
mod scope;

pub use change::{remove, restore, revoke, update};
pub use confirm::{confirm, public_key};
pub use invite::{invite, reinvite};
pub use list::{get, list};
