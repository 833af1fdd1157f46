//! Members: who they are, what they may do, and everything an administrator does with them.

mod bulk;
mod confirm;
mod drawer;
mod groups;
mod invite;
mod list;
mod page;
mod remove;
mod role;
mod words;

pub use page::MembersPage;
pub(super) use words::status_badge;
