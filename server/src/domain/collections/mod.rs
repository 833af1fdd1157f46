//! Collections: names that are ciphertext, and who may do what in them.

mod apps;
mod create;
mod delete;
mod grantees;
mod list;
mod people;
mod record;
mod rename;
mod ticket;

pub use apps::{AppCollection, create_as_member, details, replace_as_member};
pub use create::create;
pub use delete::delete;
pub use grantees::grantees;
pub use list::{list, list_after};
pub use people::{people, set_access};
pub(in crate::domain) use record::level_words;
pub use rename::rename;
pub use ticket::key_ticket;
