//! Statements about the members of an organization.

mod read;
mod write;

pub use read::{ListOrder, ListRow, MemberRow, counts, emails_taken, find, find_own, list, listed, public_key, some};
pub use write::{ChangedRole, ChangedStatus, confirm, insert_invited, pin_key, remove, set_invited_at, set_role, set_status};
