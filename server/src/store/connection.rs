use super::{
    Query, Row, StoreError, Value,
    query::Text,
    sqlite::{self, Lease, SqliteRow},
};
use sqlx::{
    AssertSqlSafe, Postgres,
    pool::PoolConnection,
    postgres::{PgArguments, PgConnection},
    query::Query as SqlxQuery,
};

/// A connection on which statements run. Outside of a transaction it only reads.
pub struct Connection {
    pub(super) engine: Engine,
    /// Statements that may have changed something.
    pub(super) writes: u64,
}

pub(super) enum Engine {
    /// Empty while a statement runs, and for good when its caller stopped waiting.
    Sqlite(Option<Lease>),
    /// In the writer's own thread, which may wait for the disk.
    SqliteWriter(rusqlite::Connection),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

enum Target<'c> {
    Sqlite(&'c mut Option<Lease>),
    SqliteWriter(&'c rusqlite::Connection),
    Postgres(&'c mut PgConnection),
}

impl Connection {
    pub(super) const fn new(engine: Engine) -> Self {
        Self { engine, writes: 0 }
    }

    fn target(&mut self) -> Target<'_> {
        match &mut self.engine {
            Engine::Sqlite(lease) => Target::Sqlite(lease),
            Engine::SqliteWriter(connection) => Target::SqliteWriter(connection),
            Engine::Postgres(connection) => Target::Postgres(connection),
            Engine::PostgresTransaction(transaction) => Target::Postgres(transaction),
        }
    }

    /// Whether statements of PostgreSQL's dialect are understood. For the few places where the engines differ.
    pub const fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_) | Engine::PostgresTransaction(_))
    }

    /// All rows of the answer.
    pub async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StoreError> {
        let rows = match self.target() {
            Target::Sqlite(lease) => aside(lease, move |connection| sqlite::rows(connection, &query)).await?,
            Target::SqliteWriter(connection) => sqlite::rows(connection, &query)?,
            Target::Postgres(connection) => return Ok(postgres(query).fetch_all(connection).await?.into_iter().map(Row::Postgres).collect()),
        };
        Ok(rows.into_iter().map(Row::Sqlite).collect())
    }

    /// The first row of the answer, if there is one.
    pub async fn row(&mut self, query: Query) -> Result<Option<Row>, StoreError> {
        let row: Option<SqliteRow> = match self.target() {
            Target::Sqlite(lease) => aside(lease, move |connection| sqlite::first(connection, &query)).await?,
            Target::SqliteWriter(connection) => sqlite::first(connection, &query)?,
            Target::Postgres(connection) => return Ok(postgres(query).fetch_optional(connection).await?.map(Row::Postgres)),
        };
        Ok(row.map(Row::Sqlite))
    }

    /// The only row of the answer.
    pub async fn one(&mut self, query: Query) -> Result<Row, StoreError> {
        self.row(query).await?.ok_or(StoreError::NoRow)
    }

    /// Runs a statement; the number of rows it changed.
    pub(super) async fn execute(&mut self, query: Query) -> Result<u64, StoreError> {
        self.writes += 1;
        match self.target() {
            Target::Sqlite(lease) => aside(lease, move |connection| sqlite::execute(connection, &query)).await,
            Target::SqliteWriter(connection) => sqlite::execute(connection, &query),
            Target::Postgres(connection) => Ok(postgres(query).execute(connection).await?.rows_affected()),
        }
    }
}

/// Runs a statement of a reader on a thread that may wait for the disk.
async fn aside<T: Send + 'static>(
    lease: &mut Option<Lease>,
    statement: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let (back, result) = lease.take().ok_or(StoreError::Stopped)?.run(statement).await?;
    *lease = Some(back);
    result
}

fn postgres(query: Query) -> SqlxQuery<'static, Postgres, PgArguments> {
    let start = match query.text {
        Text::Literal(text) => sqlx::query(text),
        Text::Built(text) => sqlx::query(AssertSqlSafe(text)),
    };
    query.values.into_iter().fold(start, |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Id(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}
