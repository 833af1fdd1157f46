//! The product's rules: one file of commands and queries for each vertical.
//! Each loads and authorizes through `access`, writes an event with its effect, and decides nothing twice.

pub mod accounts;
pub mod clients;
pub mod collections;
mod context;
pub mod csv;
mod error;
pub mod events;
pub mod groups;
pub mod imports;
pub mod invitations;
pub mod items;
pub mod limits;
pub mod live;
pub mod members;
pub mod organizations;
pub mod outbox;
mod passwords;
pub mod people;
mod pins;
mod pools;
pub mod providers;
pub mod rotation;
mod secrets;
pub mod sessions;
pub mod setup;

pub use context::{Context, Device, Instance, RefreshCookie, Session};
pub use error::{Error, Result};
