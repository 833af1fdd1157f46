//! What happens without being asked: mails leave, who waits is told of changes, and what has expired is deleted.

mod live;
mod relay;
mod run;

pub use live::spread;
pub use relay::Relay;
pub use run::Jobs;
