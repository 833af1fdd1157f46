//! Which lists a command has changed, and waiting for it. Callers are told that a list has changed, never what of it: they read it again,
//! with the rights that they have then.

mod hub;
mod topic;
mod wait;

pub use hub::Hub;
pub use topic::{Topic, topics_of};
pub use wait::{wait_for_organization, wait_for_provider};
