//! Schema migrations: two trees of equal names, one for each engine.

use super::StoreError;
use sqlx::sqlite::SqliteConnection;

pub(super) async fn sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::migrate!("migrations/sqlite").run(connection).await.map_err(StoreError::Migrate)
}

pub(super) async fn postgres(pool: &sqlx::PgPool) -> Result<(), StoreError> {
    sqlx::migrate!("migrations/postgres").run(pool).await.map_err(StoreError::Migrate)
}
