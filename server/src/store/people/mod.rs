//! Statements about the people of a provider.

mod read;
mod write;

pub use read::{FoundRow, ListRow, counts, find, list, public_key, scopes};
pub use write::{Placed, confirm, insert, lock, pin_key, remove, restore, revoke, set_invited_at, set_role, set_scope};
