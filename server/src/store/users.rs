//! People with an account.

use super::{Connection, Query, Row, StoreError, Transaction, sql};
use crate::model::{
    id::UserId,
    key::{AccountKeys, Ciphertext, Kdf, PublicKey},
    role::Status,
    text::{Email, Name},
    time::Micros,
};

/// An account with what its owner needs to open it.
pub struct UserRow {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub password_hash: String,
    pub kdf: Kdf,
    pub user_key: Ciphertext,
    pub public_key: PublicKey,
    pub private_key: Ciphertext,
    /// What the account's own app calls the user key.
    pub key_id: Option<String>,
    pub password_changed_at: Micros,
    pub created_at: Micros,
    pub api_key_at: Option<Micros>,
}

const SELECT: &str =
    "SELECT id, email, name, password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism, user_key, public_key, private_key, key_id,
    password_changed_at, created_at, api_key_at FROM users WHERE ";

/// The account of an address.
pub async fn by_email(db: &mut Connection, email: &Email) -> Result<Option<UserRow>, StoreError> {
    let mut query = sql(SELECT);
    query.push("email = ").push_bind(email);
    user(db, query).await
}

/// The account of an id.
pub async fn by_id(db: &mut Connection, id: UserId) -> Result<Option<UserRow>, StoreError> {
    let mut query = sql(SELECT);
    query.push("id = ").push_bind(id);
    user(db, query).await
}

async fn user(db: &mut Connection, query: Query) -> Result<Option<UserRow>, StoreError> {
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some(UserRow {
        id: row.get("id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        password_hash: row.get("password_hash")?,
        kdf: kdf(&row)?,
        user_key: row.get("user_key")?,
        public_key: row.get("public_key")?,
        private_key: row.get("private_key")?,
        key_id: row.get("key_id")?,
        password_changed_at: row.get("password_changed_at")?,
        created_at: row.get("created_at")?,
        api_key_at: row.get("api_key_at")?,
    }))
}

/// The account of an id, if that is the hash of its API key.
pub async fn by_api_key(db: &mut Connection, id: UserId, hash: &[u8]) -> Result<Option<UserRow>, StoreError> {
    let mut query = sql(SELECT);
    query.push("id = ").push_bind(id).push(" AND api_key_hash = ").push_bind(hash);
    user(db, query).await
}

/// Keeps the hash of a new API key and when it was made, or no key.
pub async fn set_api_key(db: &mut Transaction, id: UserId, key: Option<(Vec<u8>, Micros)>) -> Result<(), StoreError> {
    let (hash, at) = key.unzip();
    db.execute(sql("UPDATE users SET api_key_hash = $2, api_key_at = $3 WHERE id = $1").bind(id).bind(hash).bind(at)).await?;
    Ok(())
}

/// How the account of an address derives its keys, or the other parameters if there is none. Either way one row comes back, so that
/// the time does not tell which.
pub async fn kdf_or(db: &mut Connection, email: &Email, other: Kdf) -> Result<Kdf, StoreError> {
    let (kind, iterations, memory_mib, parallelism) = columns(other);
    let query = sql("SELECT COALESCE(u.kdf_kind, o.kind) AS kdf_kind, COALESCE(u.kdf_iterations, o.iterations) AS kdf_iterations,
            COALESCE(u.kdf_memory_mib, o.memory_mib) AS kdf_memory_mib, COALESCE(u.kdf_parallelism, o.parallelism) AS kdf_parallelism
        FROM (SELECT CAST($2 AS BIGINT) AS kind, CAST($3 AS BIGINT) AS iterations, CAST($4 AS BIGINT) AS memory_mib, CAST($5 AS BIGINT) AS parallelism) o
        LEFT JOIN users u ON u.email = $1")
    .bind(email)
    .bind(kind)
    .bind(iterations)
    .bind(memory_mib)
    .bind(parallelism);
    kdf(&db.one(query).await?)
}

/// Whether an address has an account.
pub async fn exists(db: &mut Connection, email: &Email) -> Result<bool, StoreError> {
    Ok(db.row(sql("SELECT id FROM users WHERE email = $1").bind(email)).await?.is_some())
}

/// Makes an account. `false`: the address has one.
pub async fn insert(
    db: &mut Transaction,
    id: UserId,
    (email, name): (&Email, &Name),
    (keys, password_hash): (&AccountKeys, &str),
    now: Micros,
) -> Result<bool, StoreError> {
    let (kind, iterations, memory_mib, parallelism) = columns(keys.kdf);
    let query = sql("INSERT INTO users (id, email, name, password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism,
            user_key, public_key, private_key, created_at, password_changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) ON CONFLICT (email) DO NOTHING")
    .bind(id)
    .bind(email)
    .bind(name)
    .bind(password_hash)
    .bind(kind)
    .bind(iterations)
    .bind(memory_mib)
    .bind(parallelism)
    .bind(&keys.user_key)
    .bind(&keys.public_key)
    .bind(&keys.private_key)
    .bind(now);
    Ok(db.execute(query).await? == 1)
}

/// Changes the name, also where lists are ordered by it.
pub async fn rename(db: &mut Transaction, id: UserId, name: &Name) -> Result<(), StoreError> {
    db.execute(sql("UPDATE users SET name = $2 WHERE id = $1").bind(id).bind(name)).await?;
    db.execute(sql("UPDATE members SET name_key = $2 WHERE user_id = $1").bind(id).bind(name.as_str().to_lowercase())).await?;
    Ok(())
}

/// Replaces what depends on the master password. The key pair and the user key stay the same.
pub async fn change_password(db: &mut Transaction, id: UserId, password_hash: &str, kdf: Kdf, user_key: &Ciphertext, now: Micros) -> Result<(), StoreError> {
    let (kind, iterations, memory_mib, parallelism) = columns(kdf);
    let query = sql("UPDATE users SET password_hash = $2, kdf_kind = $3, kdf_iterations = $4, kdf_memory_mib = $5, kdf_parallelism = $6,
            user_key = $7, password_changed_at = $8 WHERE id = $1")
    .bind(id)
    .bind(password_hash)
    .bind(kind)
    .bind(iterations)
    .bind(memory_mib)
    .bind(parallelism)
    .bind(user_key)
    .bind(now);
    db.execute(query).await?;
    Ok(())
}

/// Holds the row until the commit, if the hash is still the one that was compared.
/// Without it a session could begin with a password while that password is being changed.
pub async fn hold_password(db: &mut Transaction, id: UserId, password_hash: &str) -> Result<bool, StoreError> {
    let query = sql("UPDATE users SET password_hash = $2 WHERE id = $1 AND password_hash = $2").bind(id).bind(password_hash);
    Ok(db.execute(query).await? == 1)
}

/// Takes a person for this transaction: others that take the same one wait, so that what is read afterwards stays as it was read.
pub async fn take(db: &mut Transaction, id: UserId) -> Result<(), StoreError> {
    // On SQLite the writer is alone anyway.
    if db.is_postgres() {
        db.execute(sql("UPDATE users SET name = name WHERE id = $1").bind(id)).await?;
    }
    Ok(())
}

/// Names the user key, once. The same name again is no error.
pub async fn set_key_id(db: &mut Transaction, id: UserId, key_id: &str) -> Result<bool, StoreError> {
    let query = sql("UPDATE users SET key_id = $2 WHERE id = $1 AND (key_id IS NULL OR key_id = $2)");
    Ok(db.execute(query.bind(id).bind(key_id)).await? == 1)
}

/// The public key of a person who shares an organization with another, both as confirmed or accepted members.
pub async fn public_key_of(db: &mut Connection, viewer: UserId, of: UserId) -> Result<Option<PublicKey>, StoreError> {
    let query = sql("SELECT u.public_key FROM users u WHERE u.id = $2 AND (u.id = $1 OR EXISTS (
            SELECT 1 FROM members mine JOIN members other ON other.organization_id = mine.organization_id AND other.user_id = $2
            WHERE mine.user_id = $1 AND mine.status = $3 AND other.status IN ($3, $4)))")
    .bind(viewer)
    .bind(of)
    .bind(Status::Confirmed)
    .bind(Status::Accepted);
    db.row(query).await?.map(|row| row.get("public_key")).transpose()
}

/// Kinds have the numbers of the protocol.
fn columns(kdf: Kdf) -> (i64, u32, u32, u32) {
    match kdf {
        Kdf::Pbkdf2 { iterations } => (0, iterations, 0, 0),
        Kdf::Argon2id { iterations, memory_mib, parallelism } => (1, iterations, memory_mib, parallelism),
    }
}

fn kdf(row: &Row) -> Result<Kdf, StoreError> {
    let iterations = row.get("kdf_iterations")?;
    match row.get::<i64>("kdf_kind")? {
        0 => Ok(Kdf::Pbkdf2 { iterations }),
        1 => Ok(Kdf::Argon2id { iterations, memory_mib: row.get("kdf_memory_mib")?, parallelism: row.get("kdf_parallelism")? }),
        _ => Err(StoreError::Column("kdf_kind")),
    }
}
