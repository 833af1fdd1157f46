use super::{
    Command, Connection, StoreError,
    connection::Engine,
    migrate,
    sqlite::{self, Readers},
    writer::{self, AsStoreError, Writer},
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file; made when it is missing.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL 15 or newer. Never printed: it may hold a password.
    Postgres(String),
}

impl FromStr for Database {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path.trim_start_matches("//")))),
            _ => Err(StoreError::Address("use sqlite:PATH or postgres://USER@HOST/NAME".to_owned())),
        }
    }
}

/// Refuses a server of PostgreSQL that is older than the oldest one that the statements are tried on.
async fn demand_version(pool: &sqlx::PgPool) -> Result<(), StoreError> {
    const OLDEST: i32 = 150_000;
    let version: i32 = sqlx::query_scalar("SELECT current_setting('server_version_num')::int").fetch_one(pool).await?;
    if version < OLDEST { Err(StoreError::OldPostgres(version / 10_000)) } else { Ok(()) }
}

/// The database, open.
#[derive(Clone)]
pub struct Store {
    engine: StoreEngine,
}

#[derive(Clone)]
enum StoreEngine {
    Sqlite { readers: Readers, writer: Writer },
    Postgres(sqlx::PgPool),
}

const ACQUIRE: Duration = Duration::from_secs(3);
const READERS: u32 = 4;
/// One of them listens to other processes.
const POOL: u32 = 11;

impl Store {
    /// Connects and brings the schema up to date.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        Self::open_in_batches(database, writer::BATCH).await
    }

    /// The same, with another number of commands that may share a transaction on SQLite; 1 is the control of a measurement.
    pub async fn open_in_batches(database: &Database, most: usize) -> Result<Self, StoreError> {
        let engine = match database {
            Database::Sqlite(path) => {
                let mut connection = sqlite::writer(path)?;
                migrate::sqlite(&mut connection)?;
                StoreEngine::Sqlite { readers: Readers::new(path.clone(), READERS), writer: Writer::start(connection, most.max(1))? }
            }
            Database::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)?.application_name("castellan").options([("statement_timeout", "5s")]);
                let pool =
                    PgPoolOptions::new().max_connections(POOL).acquire_timeout(ACQUIRE).max_lifetime(Duration::from_mins(15)).connect_with(options).await?;
                demand_version(&pool).await?;
                migrate::postgres(&pool).await?;
                StoreEngine::Postgres(pool)
            }
        };
        Ok(Self { engine })
    }

    /// The pool of connections, where it is PostgreSQL.
    pub(super) fn postgres(&self) -> Option<&sqlx::PgPool> {
        match &self.engine {
            StoreEngine::Sqlite { .. } => None,
            StoreEngine::Postgres(pool) => Some(pool),
        }
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Connection, StoreError> {
        Ok(Connection::new(match &self.engine {
            StoreEngine::Sqlite { readers, .. } => Engine::Sqlite(Some(readers.lease(ACQUIRE).await?)),
            StoreEngine::Postgres(pool) => Engine::Postgres(pool.acquire().await?),
        }))
    }

    /// Runs a command in a transaction and answers after it is durable. A command that returns an error leaves nothing behind.
    pub async fn write<I, T, E, F>(&self, input: I, command: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + AsStoreError + Send + 'static,
        F: Command<I, T, E>,
    {
        match &self.engine {
            StoreEngine::Sqlite { writer, .. } => writer.run(input, command).await,
            StoreEngine::Postgres(pool) => writer::run_on_postgres(pool, input, command).await,
        }
    }

    /// Closes what is open; commands that wait are answered first.
    pub async fn close(self) {
        match self.engine {
            StoreEngine::Sqlite { readers, .. } => readers.close().await,
            StoreEngine::Postgres(pool) => pool.close().await,
        }
    }
}
