use super::super::{Query, StoreError, Value};
use rusqlite::{CachedStatement, Connection, ToSql, types::ToSqlOutput, types::Value as Stored, types::ValueRef};
use std::sync::Arc;

/// A row, taken out of the database.
pub struct SqliteRow {
    columns: Arc<[Box<str>]>,
    values: Vec<Stored>,
}

impl SqliteRow {
    /// What a column holds; nothing when there is no such column.
    pub fn value(&self, column: &str) -> Option<&Stored> {
        let place = self.columns.iter().position(|name| **name == *column)?;
        self.values.get(place)
    }
}

/// All rows of the answer.
pub(crate) fn rows(connection: &Connection, query: &Query) -> Result<Vec<SqliteRow>, StoreError> {
    fetch(connection, query, usize::MAX)
}

/// The first row of the answer, if there is one.
pub(crate) fn first(connection: &Connection, query: &Query) -> Result<Option<SqliteRow>, StoreError> {
    Ok(fetch(connection, query, 1)?.pop())
}

/// Runs a statement that answers no rows; the number of rows it changed.
pub(crate) fn execute(connection: &Connection, query: &Query) -> Result<u64, StoreError> {
    let changed = prepare(connection, query)?.raw_execute()?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

fn fetch(connection: &Connection, query: &Query, most: usize) -> Result<Vec<SqliteRow>, StoreError> {
    let mut statement = prepare(connection, query)?;
    let columns: Arc<[Box<str>]> = statement.column_names().into_iter().map(Box::from).collect();
    let mut answer = statement.raw_query();
    let mut rows = Vec::new();
    while rows.len() < most
        && let Some(row) = answer.next()?
    {
        let values = (0..columns.len()).map(|column| row.get(column)).collect::<Result<_, _>>()?;
        rows.push(SqliteRow { columns: columns.clone(), values });
    }
    Ok(rows)
}

/// The statement with its parameters. SQLite takes `$2` for a name, so that each is bound by what it is called and not by where it stands.
fn prepare<'c>(connection: &'c Connection, query: &Query) -> Result<CachedStatement<'c>, StoreError> {
    let mut statement = connection.prepare_cached(query.text())?;
    for place in 1..=statement.parameter_count() {
        let number = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')).and_then(|number| number.parse::<usize>().ok());
        let value = number.and_then(|number| query.values.get(number.checked_sub(1)?)).ok_or(StoreError::Parameter)?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(statement)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Int(value) => value.map(ValueRef::Integer),
            Self::Text(value) => value.as_ref().map(|text| ValueRef::Text(text.as_bytes())),
            Self::Id(value) => value.as_ref().map(|id| ValueRef::Blob(id.as_bytes())),
            Self::Bytes(value) => value.as_ref().map(|bytes| ValueRef::Blob(bytes)),
        };
        Ok(ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null)))
    }
}
