use super::super::StoreError;
use rusqlite::{Connection, TransactionBehavior, params};
use sqlx::migrate::{MigrateError, Migrator};
use std::time::Instant;

/// The record of what was applied, in the shape that sqlx keeps it in on PostgreSQL.
const RECORD: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)";

/// Applies what is missing, all of it or nothing. Refuses a database that is newer than this program, or whose past is another one.
pub(crate) fn migrate(connection: &mut Connection, migrations: &Migrator) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(RECORD)?;
    let applied = applied(&transaction)?;
    let known = migrations.iter().map(|migration| migration.version).collect::<Vec<_>>();
    if let Some((version, _)) = applied.iter().find(|(version, _)| !known.contains(version)) {
        return Err(StoreError::Migrate(MigrateError::VersionMissing(*version)));
    }
    for migration in migrations.iter() {
        match applied.iter().find(|(version, _)| *version == migration.version) {
            Some((_, checksum)) if **checksum == *migration.checksum => {}
            Some(_) => return Err(StoreError::Migrate(MigrateError::VersionMismatch(migration.version))),
            None => {
                let begun = Instant::now();
                transaction.execute_batch(migration.sql.as_str())?;
                let took = i64::try_from(begun.elapsed().as_nanos()).unwrap_or(i64::MAX);
                transaction.execute(
                    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (?1, ?2, TRUE, ?3, ?4)",
                    params![migration.version, migration.description, &*migration.checksum, took],
                )?;
            }
        }
    }
    Ok(transaction.commit()?)
}

/// Versions and checksums of what was applied.
fn applied(connection: &Connection) -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
    let mut statement = connection.prepare("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

    #[test]
    fn a_second_time_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &MIGRATIONS).unwrap();
        let before = applied(&connection).unwrap();
        migrate(&mut connection, &MIGRATIONS).unwrap();
        assert_eq!(before.len(), MIGRATIONS.iter().count());
        assert_eq!(before, applied(&connection).unwrap());
    }

    #[test]
    fn a_newer_database_and_a_changed_migration_are_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &MIGRATIONS).unwrap();
        connection.execute("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2", []).unwrap();
        assert!(matches!(migrate(&mut connection, &MIGRATIONS), Err(StoreError::Migrate(MigrateError::VersionMismatch(2)))));
        connection
            .execute("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, x'00', 0)", [])
            .unwrap();
        assert!(matches!(migrate(&mut connection, &MIGRATIONS), Err(StoreError::Migrate(MigrateError::VersionMissing(9999)))));
    }

    #[test]
    fn what_fails_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE imports (in_the_way INTEGER)").unwrap();
        migrate(&mut connection, &MIGRATIONS).unwrap_err();
        let tables: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }
}
