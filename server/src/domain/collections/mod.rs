//! Collections: names that are ciphertext, and who may do what in them.

mod create;
mod delete;
mod list;
mod people;
mod record;
mod rename;
mod ticket;

pub use create::create;
pub use delete::delete;
pub use list::{list, list_after};
pub use people::{people, set_access};
pub use rename::rename;
pub use ticket::key_ticket;
