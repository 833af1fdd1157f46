use thiserror::Error;

/// Why the store could not do it.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
    /// A row that must be unique exists already.
    #[error("a row with that key exists already")]
    Duplicate,
    #[error("a column does not hold what it should: {0}")]
    Column(&'static str),
    /// The transaction lost against another and may be tried again.
    #[error("the transaction lost against another one")]
    Conflict,
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
            // PostgreSQL: serialization failure, deadlock. SQLite: busy, busy snapshot.
            if matches!(cause.code().as_deref(), Some("40001" | "40P01" | "5" | "517")) {
                return Self::Conflict;
            }
        }
        if matches!(error, sqlx::Error::PoolTimedOut) { Self::Busy } else { Self::Database(error) }
    }
}
