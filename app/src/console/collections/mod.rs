//! The collections of an organization: their names, opened in this browser, and who has access to them.

mod access;
mod create;
mod delete;
mod grants;
mod names;
mod page;
mod place;
mod rename;
mod state;
mod tree;
mod words;

pub use page::CollectionsPage;
pub(super) use state::Collections;
