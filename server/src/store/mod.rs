//! SQL on both engines: connections, the writer, and one file of statements for each vertical.

pub mod accounts;
pub mod attempts;
pub mod collections;
mod connection;
pub mod counters;
pub mod cursor;
mod error;
pub mod events;
pub mod expiry;
pub mod items;
pub mod key_tickets;
pub mod mails;
pub mod members;
mod migrate;
mod open;
pub mod organizations;
pub mod outbox;
mod query;
mod row;
pub mod search;
pub mod sessions;
pub mod setup;
mod transaction;
pub mod users;
mod value;
mod writer;

pub use connection::Connection;
pub use error::StoreError;
pub use open::{Database, Store};
pub use query::{Query, sql};
pub use row::{FromColumn, Row};
pub use transaction::Transaction;
pub use value::Value;
pub use writer::{AsStoreError, Command, CommandFuture};
