use rusqlite::ffi::{SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE};
use thiserror::Error;

/// Why the store could not do it.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("PostgreSQL refused a statement")]
    Postgres(#[source] sqlx::Error),
    #[error("SQLite refused a statement")]
    Sqlite(#[source] rusqlite::Error),
    /// A statement that always answers a row answered none.
    #[error("a statement answered no row")]
    NoRow,
    /// A statement names a parameter that was not given.
    #[error("a statement lacks a parameter")]
    Parameter,
    /// A row that must be unique exists already.
    #[error("a row with that key exists already")]
    Duplicate,
    #[error("a column does not hold what it should: {0}")]
    Column(&'static str),
    /// The transaction lost against another and may be tried again.
    #[error("the transaction lost against another one")]
    Conflict,
    #[error("the server is PostgreSQL {0}; use version 15 or newer")]
    OldPostgres(i32),
    #[error("the migrations do not apply")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    #[error("the database address is not understood: {0}")]
    Address(String),
    /// No connection was free in time.
    #[error("no connection was free in time")]
    Busy,
    /// The connection broke while the transaction was being committed: it may have been, or not.
    #[error("it is not known whether the transaction was committed")]
    Unknown(#[source] sqlx::Error),
    #[error("the writer's thread could not be started")]
    Thread(#[source] std::io::Error),
    /// The writer has stopped; the process is going down.
    #[error("the writer has stopped")]
    Stopped,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(cause) = &error {
            if cause.is_unique_violation() {
                return Self::Duplicate;
            }
            // Serialization failure, deadlock.
            if matches!(cause.code().as_deref(), Some("40001" | "40P01")) {
                return Self::Conflict;
            }
        }
        if matches!(error, sqlx::Error::PoolTimedOut) { Self::Busy } else { Self::Postgres(error) }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error().map(|cause| cause.extended_code) {
            Some(SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_ROWID) => Self::Duplicate,
            Some(SQLITE_BUSY | SQLITE_BUSY_SNAPSHOT) => Self::Conflict,
            _ => Self::Sqlite(error),
        }
    }
}
