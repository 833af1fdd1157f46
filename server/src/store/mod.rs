//! SQL on both engines: connections, the writer, and one file of statements for each vertical.

pub mod collections;
mod connection;
pub mod counters;
pub mod cursor;
mod error;
pub mod events;
pub mod housekeeping;
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
mod transaction;
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
