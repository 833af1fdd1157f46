//! What the app and the key worker say to each other.
//!
//! Keys live in the worker only: a message names a key by what it is for, and never carries one in the clear.
//! The main thread holds no secret but the master password while its field is on the screen.

mod import_messages;
mod messages;
mod vault_messages;

pub use import_messages::*;
pub use messages::*;
pub use vault_messages::*;
