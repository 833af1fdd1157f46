use rusqlite::ffi::{SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE};
use std::fmt::{Debug, Display, Formatter};
use thiserror::Error;

/// Why the store could not do it.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("PostgreSQL refused a statement")]
    Postgres(#[source] Cause),
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
    Unknown(#[source] Cause),
    #[error("the writer's thread could not be started")]
    Thread(#[source] std::io::Error),
    /// The writer has stopped; the process is going down.
    #[error("the writer has stopped")]
    Stopped,
}

/// What PostgreSQL or the way to it failed with, as far as a log may hold it: the code, the constraint and the message. The detail quotes
/// rows and so people's addresses; it is not kept.
pub struct Cause {
    text: String,
}

impl From<sqlx::Error> for Cause {
    fn from(error: sqlx::Error) -> Self {
        let text = match &error {
            sqlx::Error::Database(cause) => {
                let (code, constraint) = (cause.code(), cause.constraint().map(|name| format!(", constraint {name}")));
                format!("{}: {}{}", code.as_deref().unwrap_or("no code"), cause.message(), constraint.unwrap_or_default())
            }
            other => other.to_string(),
        };
        Self { text }
    }
}

impl Debug for Cause {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Display for Cause {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Cause {}

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
        if matches!(error, sqlx::Error::PoolTimedOut) { Self::Busy } else { Self::Postgres(error.into()) }
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
