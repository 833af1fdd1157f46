//! Single values of this installation.

use super::{StoreError, Transaction, sql};

/// Keeps a value, unless one is kept under that name; the one that is kept now.
pub async fn keep(db: &mut Transaction, name: &'static str, value: &str) -> Result<String, StoreError> {
    db.execute(sql("INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING").bind(name).bind(value)).await?;
    db.one(sql("SELECT value FROM installation WHERE name = $1").bind(name)).await?.get("value")
}
