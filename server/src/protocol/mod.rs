//! The Bitwarden client protocol, so that the apps people have work with this server. It translates and decides nothing:
//! every answer comes from `domain`. The protocol's own names of things stay in here.
//!
//! A refusal of somebody signed in is never 401 or 403: at those the real clients sign themselves out.

mod accounts;
mod attachments;
mod bearer;
mod call;
mod cipher;
mod ciphers;
mod collections;
mod config;
mod endpoints;
mod events;
mod folders;
mod identity;
mod import;
mod moment;
mod organizations;
mod refused;
mod sync;

pub use bearer::access_token;
pub use call::{Call, Client, Incoming};
pub use endpoints::{ENDPOINTS, Endpoint, Intake, Pace, pace};
pub use refused::Refused;
