//! SQLite's side: files are opened here, and statements run in the thread that calls.

mod connect;
mod migrate;
mod readers;
mod statement;

pub(super) use connect::writer;
pub(super) use migrate::migrate;
pub(super) use readers::{Lease, Readers};
pub(super) use statement::{SqliteRow, execute, first, rows};
