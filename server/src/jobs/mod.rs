//! What happens without being asked: mails leave, and what has expired is deleted.

mod relay;
mod run;

pub use relay::Relay;
pub use run::Jobs;
