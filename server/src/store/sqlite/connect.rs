use rusqlite::{Connection, OpenFlags};
use std::{path::Path, time::Duration};

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 256;
const BUSY: Duration = Duration::from_secs(5);
/// Pages of the write-ahead log, 16 MB of them, after which they are put where they belong. Pages that many batches change are then
/// written there once, and not once for every few batches.
const CHECKPOINT: u32 = 4000;

/// The connection that writes; makes the file when it is missing. A commit has reached the disk when it returns.
pub(crate) fn writer(path: &Path) -> rusqlite::Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_CREATE)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    Ok(connection)
}

/// A connection that cannot write. It opens the file for writing all the same, since a reader of a write-ahead log takes part in it.
pub(crate) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = open(path, OpenFlags::empty())?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn open(path: &Path, more: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}
