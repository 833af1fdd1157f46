//! What happens without being asked: mails leave, and what has expired is deleted.

mod housekeeping;
mod relay;
mod run;

pub use housekeeping::clean;
pub use relay::Relay;
pub use run::Jobs;
