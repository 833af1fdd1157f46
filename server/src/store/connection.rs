use super::{Query, Row, StoreError, Value, query::Text};
use sqlx::{
    AssertSqlSafe, Postgres, Sqlite,
    pool::PoolConnection,
    postgres::{PgArguments, PgConnection},
    query::Query as SqlxQuery,
    sqlite::{SqliteArguments, SqliteConnection},
};

/// A connection on which statements run. Outside of a transaction it only reads.
pub struct Connection {
    pub(super) engine: Engine,
    /// Statements that may have changed something.
    pub(super) writes: u64,
}

pub(super) enum Engine {
    Sqlite(PoolConnection<Sqlite>),
    SqliteWriter(SqliteConnection),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

enum Target<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Connection {
    pub(super) const fn new(engine: Engine) -> Self {
        Self { engine, writes: 0 }
    }

    fn target(&mut self) -> Target<'_> {
        match &mut self.engine {
            Engine::Sqlite(connection) => Target::Sqlite(connection),
            Engine::SqliteWriter(connection) => Target::Sqlite(connection),
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
        match self.target() {
            Target::Sqlite(connection) => Ok(sqlite(query).fetch_all(connection).await?.into_iter().map(Row::Sqlite).collect()),
            Target::Postgres(connection) => Ok(postgres(query).fetch_all(connection).await?.into_iter().map(Row::Postgres).collect()),
        }
    }

    /// The first row of the answer, if there is one.
    pub async fn row(&mut self, query: Query) -> Result<Option<Row>, StoreError> {
        match self.target() {
            Target::Sqlite(connection) => Ok(sqlite(query).fetch_optional(connection).await?.map(Row::Sqlite)),
            Target::Postgres(connection) => Ok(postgres(query).fetch_optional(connection).await?.map(Row::Postgres)),
        }
    }

    /// The only row of the answer.
    pub async fn one(&mut self, query: Query) -> Result<Row, StoreError> {
        self.row(query).await?.ok_or(StoreError::Database(sqlx::Error::RowNotFound))
    }

    /// Runs a statement; the number of rows it changed.
    pub(super) async fn execute(&mut self, query: Query) -> Result<u64, StoreError> {
        self.writes += 1;
        match self.target() {
            Target::Sqlite(connection) => Ok(sqlite(query).execute(connection).await?.rows_affected()),
            Target::Postgres(connection) => Ok(postgres(query).execute(connection).await?.rows_affected()),
        }
    }
}

fn sqlite(query: Query) -> SqlxQuery<'static, Sqlite, SqliteArguments> {
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
