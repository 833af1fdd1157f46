//! Event logs of providers and organizations: what happened, in sentences.

mod activity;
mod filter;
mod group;
mod log;
mod picker;
mod row;
mod sentence;

pub use activity::MemberActivity;
pub use log::{EventLog, EventSource};
pub use sentence::sentence;
