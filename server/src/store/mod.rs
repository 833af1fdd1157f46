//! SQL on both engines: connections, the writer, and one file of statements for each vertical.

pub mod clients;
mod connection;
pub mod counters;
pub mod cursor;
mod error;
pub mod events;
pub mod idempotency;
mod migrate;
mod open;
pub mod outbox;
pub mod people;
pub mod pools;
pub mod providers;
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
