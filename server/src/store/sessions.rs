//! Sessions and their tokens. Only hashes of tokens come here.

use super::{Connection, StoreError, Transaction, sql};
use crate::{
    domain::{Device, Session},
    model::{
        account::SessionView,
        id::{SessionId, UserId},
        time::Micros,
    },
};

/// SHA-256 of a token.
pub type TokenHash = Vec<u8>;

/// A session about to begin.
pub struct NewSession {
    pub id: SessionId,
    pub user_id: UserId,
    pub refresh_hash: TokenHash,
    pub expires_at: Micros,
    /// When the person proved who he is, if he did.
    pub step_up_at: Option<Micros>,
}

/// An access token about to be given out.
pub struct NewAccess {
    pub hash: TokenHash,
    pub expires_at: Micros,
}

/// Begins a session. Of an account's sessions only the `most` last used stay.
pub async fn insert(db: &mut Transaction, new: &NewSession, access: &NewAccess, device: &Device, most: u32, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO sessions (id, user_id, refresh_hash, refreshed_at, created_at, expires_at, step_up_at, address, device)
        VALUES ($1, $2, $3, $4, $4, $5, $8, $6, $7)")
    .bind(new.id)
    .bind(new.user_id)
    .bind(new.refresh_hash.clone())
    .bind(now)
    .bind(new.expires_at)
    .bind(&device.address)
    .bind(&device.label)
    .bind(new.step_up_at);
    db.execute(query).await?;
    insert_access(db, new.id, access).await?;
    let query = sql("DELETE FROM sessions WHERE user_id = $1 AND id NOT IN
        (SELECT id FROM sessions WHERE user_id = $1 ORDER BY refreshed_at DESC, id DESC LIMIT $2)")
    .bind(new.user_id)
    .bind(most);
    db.execute(query).await?;
    Ok(())
}

async fn insert_access(db: &mut Transaction, session: SessionId, access: &NewAccess) -> Result<(), StoreError> {
    let query = sql("INSERT INTO access_tokens (hash, session_id, expires_at) VALUES ($1, $2, $3)");
    db.execute(query.bind(access.hash.clone()).bind(session).bind(access.expires_at)).await?;
    Ok(())
}

/// The session of an access token that is in force.
pub async fn by_access(db: &mut Connection, hash: TokenHash, now: Micros) -> Result<Option<Session>, StoreError> {
    let query = sql("SELECT s.id, s.user_id, s.step_up_at, u.email, u.name
        FROM access_tokens a JOIN sessions s ON s.id = a.session_id JOIN users u ON u.id = s.user_id
        WHERE a.hash = $1 AND a.expires_at > $2 AND s.expires_at > $2")
    .bind(hash)
    .bind(now);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some(Session { id: row.get("id")?, user_id: row.get("user_id")?, email: row.get("email")?, name: row.get("name")?, step_up_at: row.get("step_up_at")? }))
}

/// A session whose refresh token was exchanged.
pub struct Refreshed {
    pub user_id: UserId,
    pub expires_at: Micros,
}

/// Exchanges a refresh token that is in force for the next one. Of several at once only one succeeds.
pub async fn refresh(
    db: &mut Transaction,
    old: &TokenHash,
    new: &TokenHash,
    access: &NewAccess,
    device: &Device,
    now: Micros,
) -> Result<Option<Refreshed>, StoreError> {
    let query = sql("UPDATE sessions SET refresh_hash = $2, refreshed_at = $3, address = $4, device = $5
        WHERE refresh_hash = $1 AND expires_at > $3 RETURNING id, user_id, expires_at")
    .bind(old.clone())
    .bind(new.clone())
    .bind(now)
    .bind(&device.address)
    .bind(&device.label);
    let Some(row) = db.execute_returning(query).await? else { return Ok(None) };
    insert_access(db, row.get("id")?, access).await?;
    Ok(Some(Refreshed { user_id: row.get("user_id")?, expires_at: row.get("expires_at")? }))
}

/// When a session that is not over was refreshed last.
pub async fn refreshed_at(db: &mut Connection, session: SessionId, now: Micros) -> Result<Option<Micros>, StoreError> {
    let row = db.row(sql("SELECT refreshed_at FROM sessions WHERE id = $1 AND expires_at > $2").bind(session).bind(now)).await?;
    row.map(|row| row.get("refreshed_at")).transpose()
}

/// Ends the session of which an exchanged refresh token was shown, unless it was refreshed after `before`.
pub async fn end_reused(db: &mut Transaction, session: SessionId, before: Micros) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM sessions WHERE id = $1 AND refreshed_at <= $2").bind(session).bind(before)).await
}

/// Ends the session of a refresh token.
pub async fn end_by_refresh(db: &mut Transaction, hash: TokenHash) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM sessions WHERE refresh_hash = $1").bind(hash)).await
}

/// Ends one session of an account.
pub async fn end(db: &mut Transaction, user: UserId, session: SessionId) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM sessions WHERE user_id = $1 AND id = $2").bind(user).bind(session)).await
}

/// Ends all sessions of an account but one.
pub async fn end_others(db: &mut Transaction, user: UserId, session: SessionId) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM sessions WHERE user_id = $1 AND id <> $2").bind(user).bind(session)).await
}

/// Notes that the identity was proved again.
pub async fn step_up(db: &mut Transaction, user: UserId, session: SessionId, now: Micros) -> Result<u64, StoreError> {
    db.execute(sql("UPDATE sessions SET step_up_at = $3 WHERE user_id = $1 AND id = $2").bind(user).bind(session).bind(now)).await
}

/// The sessions of an account, the last used first. There are few: see `insert`.
pub async fn list(db: &mut Connection, user: UserId, current: SessionId, now: Micros) -> Result<Vec<SessionView>, StoreError> {
    let query =
        sql("SELECT id, device, address, created_at, refreshed_at FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY refreshed_at DESC, id DESC");
    let rows = db.rows(query.bind(user).bind(now)).await?;
    let view = |row: &super::Row| -> Result<SessionView, StoreError> {
        let id = row.get("id")?;
        Ok(SessionView {
            id,
            is_current: id == current,
            device: row.get("device")?,
            address: row.get("address")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("refreshed_at")?,
        })
    };
    rows.iter().map(view).collect()
}

/// Deletes sessions and access tokens that are over.
pub async fn delete_expired(db: &mut Transaction, now: Micros) -> Result<u64, StoreError> {
    let tokens = db.execute(sql("DELETE FROM access_tokens WHERE expires_at <= $1").bind(now)).await?;
    let sessions = db.execute(sql("DELETE FROM sessions WHERE expires_at <= $1").bind(now)).await?;
    Ok(tokens + sessions)
}
