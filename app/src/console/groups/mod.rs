//! The groups of an organization: who is in them, and what they give access to.

mod collections;
mod delete;
mod dialog;
mod form;
mod members;
mod page;
mod state;

pub use page::GroupsPage;
