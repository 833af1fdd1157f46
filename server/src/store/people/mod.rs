//! Statements about the people of a provider.

mod read;
mod write;

pub use read::{FoundRow, ListRow, chosen, count_chosen, counts, find, list, listed, public_key};
pub use write::{Placed, confirm, insert, lock, pin_key, remove, restore, revoke, set_invited_at, set_role, set_scope};
