//! Statements about a provider's key and its change.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{OrganizationId, ProviderId, ProviderUserId, RotationId, UserId},
    key::{Ciphertext, Pin, PinRecord, PublicKey},
    role::{ProviderRole, Status},
    rotation::{KeyState, LinkKey, RotationStarted, RotationView, UnsealedPerson},
    time::Micros,
};

/// The state of a provider's key.
pub async fn state(db: &mut Connection, provider: ProviderId) -> Result<KeyState, StoreError> {
    let query = sql("SELECT p.key_revision, p.key_due_at, r.started_at, u.name AS started_by
        FROM providers p LEFT JOIN provider_rotations r ON r.provider_id = p.id LEFT JOIN users u ON u.id = r.started_by WHERE p.id = $1");
    let row = db.one(query.bind(provider)).await?;
    let rotation = match (row.get::<Option<String>>("started_by")?, row.get::<Option<Micros>>("started_at")?) {
        (Some(by), Some(at)) => Some(RotationStarted { by, at }),
        _ => None,
    };
    Ok(KeyState { revision: row.get("key_revision")?, due_since: row.get("key_due_at")?, rotation })
}

/// Whether that is the number of the provider's key; it stays so until the end of this transaction.
pub async fn holds_revision(db: &mut Transaction, provider: ProviderId, revision: u32) -> Result<bool, StoreError> {
    let query = sql("UPDATE providers SET key_revision = key_revision WHERE id = $1 AND key_revision = $2");
    Ok(db.execute(query.bind(provider).bind(revision)).await? == 1)
}

/// Notes that somebody outside knows the present key, and drops a change that was begun: he may know its new key too.
pub async fn mark_due(db: &mut Transaction, provider: ProviderId, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE providers SET key_due_at = $2 WHERE id = $1 AND key_due_at IS NULL");
    db.execute(query.bind(provider).bind(now)).await?;
    drop_rotation(db, provider).await
}

async fn drop_rotation(db: &mut Transaction, provider: ProviderId) -> Result<(), StoreError> {
    if db.execute(sql("DELETE FROM provider_rotations WHERE provider_id = $1").bind(provider)).await? == 1 {
        db.execute(sql("UPDATE provider_clients SET next_key = NULL WHERE provider_id = $1 AND next_key IS NOT NULL").bind(provider)).await?;
        let people = sql("UPDATE provider_users SET next_key = NULL, next_pin = NULL, next_record = NULL WHERE provider_id = $1 AND next_key IS NOT NULL");
        db.execute(people.bind(provider)).await?;
    }
    Ok(())
}

/// Begins a change in the place of one that was begun before.
pub async fn begin(db: &mut Transaction, provider: ProviderId, by: UserId, now: Micros) -> Result<RotationId, StoreError> {
    drop_rotation(db, provider).await?;
    let id = RotationId::make();
    let query = sql("INSERT INTO provider_rotations (provider_id, id, started_by, started_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(provider).bind(id).bind(by).bind(now)).await?;
    Ok(id)
}

/// The change that was begun, as its rows stand for one person.
pub async fn find(db: &mut Connection, provider: ProviderId, person: ProviderUserId) -> Result<Option<RotationView>, StoreError> {
    let query = sql("SELECT r.id, u.next_key,
            (SELECT COUNT(*) FROM provider_clients c WHERE c.provider_id = r.provider_id) AS links,
            (SELECT COUNT(c.next_key) FROM provider_clients c WHERE c.provider_id = r.provider_id) AS links_done
        FROM provider_rotations r JOIN provider_users u ON u.provider_id = r.provider_id AND u.id = $2 WHERE r.provider_id = $1");
    let Some(row) = db.row(query.bind(provider).bind(person)).await? else { return Ok(None) };
    Ok(Some(RotationView { rotation: row.get("id")?, key: row.get("next_key")?, links: row.get("links")?, links_done: row.get("links_done")? }))
}

/// Holds the change until the end of this transaction. `false`: it is not the one that was begun.
pub async fn take(db: &mut Transaction, provider: ProviderId, rotation: RotationId) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_rotations SET started_at = started_at WHERE provider_id = $1 AND id = $2");
    Ok(db.execute(query.bind(provider).bind(rotation)).await? == 1)
}

/// A client whose link is not wrapped by the new key yet, and its name.
pub type OpenLink = (LinkKey, String);

/// Links that are not wrapped by the new key yet.
pub async fn open_links(db: &mut Connection, provider: ProviderId, limit: usize) -> Result<Vec<OpenLink>, StoreError> {
    let query = sql("SELECT c.organization_id, c.key, o.name FROM provider_clients c JOIN organizations o ON o.id = c.organization_id
        WHERE c.provider_id = $1 AND c.next_key IS NULL ORDER BY c.id LIMIT $2");
    let rows = db.rows(query.bind(provider).bind(i64::try_from(limit).unwrap_or(i64::MAX))).await?;
    rows.iter().map(|row| Ok((LinkKey { client: row.get("organization_id")?, key: row.get("key")? }, row.get("name")?))).collect()
}

/// Keeps a link's key under the new provider key beside the present one. `false`: the provider has no such client.
pub async fn keep_link(db: &mut Transaction, provider: ProviderId, client: OrganizationId, key: &Ciphertext) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_clients SET next_key = $3 WHERE provider_id = $1 AND organization_id = $2");
    Ok(db.execute(query.bind(provider).bind(client).bind(key)).await? == 1)
}

/// Confirmed people without the new key, in the order of their ids.
pub async fn unsealed(db: &mut Connection, provider: ProviderId, after: Option<ProviderUserId>, limit: usize) -> Result<Vec<UnsealedPerson>, StoreError> {
    let query = sql("SELECT p.id, p.user_id, u.name, u.email, u.public_key, k.record
        FROM provider_users p JOIN users u ON u.id = p.user_id LEFT JOIN key_pins k ON k.tenant_id = p.provider_id AND k.user_id = p.user_id
        WHERE p.provider_id = $1 AND p.status = $2 AND p.next_key IS NULL AND ($3 IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4")
    .bind(provider)
    .bind(Status::Confirmed)
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let person = |row: &super::Row| {
        Ok(UnsealedPerson {
            person: row.get("id")?,
            user: row.get("user_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            public_key: row.get("public_key")?,
            record: row.get("record")?,
        })
    };
    db.rows(query).await?.iter().map(person).collect()
}

/// Keeps the new key sealed to a confirmed person. `false`: he is not confirmed, or his public key is another.
pub async fn keep_person(
    db: &mut Transaction,
    provider: ProviderId,
    person: ProviderUserId,
    sealed_to: &PublicKey,
    (key, pin, record): (&Ciphertext, &Pin, &PinRecord),
) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET next_key = $4, next_pin = $5, next_record = $6 WHERE provider_id = $1 AND id = $2 AND status = $7
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = provider_users.user_id AND u.public_key = $3)")
    .bind(provider)
    .bind(person)
    .bind(sealed_to)
    .bind(key)
    .bind(pin)
    .bind(record)
    .bind(Status::Confirmed);
    Ok(db.execute(query).await? == 1)
}

/// Links without the new key.
pub async fn count_open_links(db: &mut Connection, provider: ProviderId) -> Result<u32, StoreError> {
    db.one(sql("SELECT COUNT(*) AS n FROM provider_clients WHERE provider_id = $1 AND next_key IS NULL").bind(provider)).await?.get("n")
}

/// Puts the new keys of links and people in the place of the old ones, and ends the change.
pub async fn replace(db: &mut Transaction, provider: ProviderId, by: UserId, now: Micros) -> Result<(), StoreError> {
    db.execute(sql("UPDATE provider_clients SET key = next_key WHERE provider_id = $1 AND next_key IS NOT NULL").bind(provider)).await?;
    db.execute(sql("UPDATE provider_users SET key = next_key WHERE provider_id = $1 AND next_key IS NOT NULL").bind(provider)).await?;
    // The record of before is under the old key, also of somebody who was not given the new one.
    db.execute(sql("UPDATE key_pins SET record = NULL WHERE tenant_id = $1").bind(provider)).await?;
    let pins = sql("INSERT INTO key_pins (tenant_id, user_id, pin, pinned_by, pinned_at, record)
        SELECT provider_id, user_id, next_pin, $2, $3, next_record FROM provider_users WHERE provider_id = $1 AND next_key IS NOT NULL
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET
            pinned_by = CASE WHEN key_pins.pin = excluded.pin THEN key_pins.pinned_by ELSE excluded.pinned_by END,
            pinned_at = CASE WHEN key_pins.pin = excluded.pin THEN key_pins.pinned_at ELSE excluded.pinned_at END,
            pin = excluded.pin, record = excluded.record");
    db.execute(pins.bind(provider).bind(by).bind(now)).await?;
    // Whoever was revoked holds the old key alone: restored, he is confirmed with the new one.
    let revoked = sql("UPDATE provider_users SET key = NULL, prior_status = CASE WHEN prior_status = $3 THEN $4 ELSE prior_status END
        WHERE provider_id = $1 AND status = $2");
    db.execute(revoked.bind(provider).bind(Status::Revoked).bind(Status::Confirmed).bind(Status::Accepted)).await?;
    db.execute(sql("UPDATE providers SET key_revision = key_revision + 1, key_due_at = NULL WHERE id = $1").bind(provider)).await?;
    drop_rotation(db, provider).await
}

/// Takes a confirmed person without the new key back to waiting for confirmation. `None`: he is not confirmed, or has the key.
pub async fn set_back(db: &mut Transaction, provider: ProviderId, person: ProviderUserId) -> Result<Option<(ProviderRole, String)>, StoreError> {
    let query = sql("UPDATE provider_users SET status = $3, key = NULL WHERE provider_id = $1 AND id = $2 AND status = $4 AND next_key IS NULL
        RETURNING role, email");
    let query = query.bind(provider).bind(person).bind(Status::Accepted).bind(Status::Confirmed);
    let Some(row) = db.execute_returning(query).await? else { return Ok(None) };
    Ok(Some((row.get("role")?, row.get("email")?)))
}
