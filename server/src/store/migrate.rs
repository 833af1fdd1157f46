//! Schema migrations: two trees of equal names, one for each engine.

use super::{StoreError, sqlite};

pub(super) fn sqlite(connection: &mut rusqlite::Connection) -> Result<(), StoreError> {
    sqlite::migrate(connection, &sqlx::migrate!("migrations/sqlite"))
}

pub(super) async fn postgres(pool: &sqlx::PgPool) -> Result<(), StoreError> {
    sqlx::migrate!("migrations/postgres").run(pool).await.map_err(StoreError::Migrate)
}
