//! Signing in and out, and what a session is good for.

mod by_key;
mod housekeeping;
mod own;
mod prelogin;
mod proving;
mod refreshing;
mod tokens;

pub use by_key::sign_in_by_key;
pub use housekeeping::{Expired, housekeep};
pub use own::{end, list, load, sign_out, unlock_keys};
pub use prelogin::prelogin;
pub use proving::{sign_in, step_up};
pub use refreshing::refresh;
