//! The clients of a provider, as the Provider Portal works with them.

mod adding;
mod create;
mod list;
mod settings;
mod tags;
mod unlink;

pub use adding::{add_existing, addable, addable_key};
pub use create::create;
pub use list::{export_csv, list, summary};
pub use settings::{change_tags, rename, resume, set_seats, suspend};
pub use unlink::unlink;
