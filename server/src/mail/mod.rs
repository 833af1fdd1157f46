//! Mails: written from what the store says at the moment of sending, then handed to a mail server or put into files.

mod compose;
mod letter;
mod post;
mod templates;

pub use compose::compose;
pub use letter::Letter;
pub use post::{Post, PostError};
