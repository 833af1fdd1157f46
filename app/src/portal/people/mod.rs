//! The people of a provider.

mod actions;
mod cells;
mod confirm;
mod drawer;
mod edit;
mod invite;
mod page;
mod role_field;
mod scope_field;
mod state;

pub use page::PeoplePage;
