use super::{Connection, Query, StoreError};
use std::ops::{Deref, DerefMut};

/// A connection inside a transaction that the store commits after the command has returned. Only here statements may write.
pub struct Transaction {
    pub(super) connection: Connection,
}

impl Transaction {
    /// Runs a statement; the number of rows it changed.
    pub async fn execute(&mut self, query: Query) -> Result<u64, StoreError> {
        self.connection.execute(query).await
    }

    /// Runs a statement with `RETURNING`; its first row, if there is one.
    pub async fn execute_returning(&mut self, query: Query) -> Result<Option<super::Row>, StoreError> {
        self.connection.writes += 1;
        self.connection.row(query).await
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
