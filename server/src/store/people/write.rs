use crate::{
    model::{
        id::{ProviderId, ProviderUserId, UserId},
        key::{Ciphertext, Pin, PinRecord, PublicKey},
        person::Scope,
        role::{ProviderRole, Status},
        text::Email,
        time::Micros,
    },
    store::{StoreError, Transaction, sql},
};

/// A person's row, held by this transaction until its end.
#[derive(Clone, Debug)]
pub struct Placed {
    pub id: ProviderUserId,
    pub user: Option<UserId>,
    pub email: String,
    pub role: ProviderRole,
    pub status: Status,
    /// The status before it was revoked.
    pub prior_status: Option<Status>,
    pub sees_all_clients: bool,
}

/// A person of the provider, held by this transaction until its end: what is read of him stays as it was read.
pub async fn lock(db: &mut Transaction, provider: ProviderId, id: ProviderUserId) -> Result<Option<Placed>, StoreError> {
    let query = sql(
        "UPDATE provider_users SET status = status WHERE provider_id = $1 AND id = $2 RETURNING id, user_id, email, role, status, prior_status, sees_all_clients",
    );
    let Some(row) = db.execute_returning(query.bind(provider).bind(id)).await? else { return Ok(None) };
    Ok(Some(Placed {
        id: row.get("id")?,
        user: row.get("user_id")?,
        email: row.get("email")?,
        role: row.get("role")?,
        status: row.get("status")?,
        prior_status: row.get::<Option<i64>>("prior_status")?.and_then(Status::parse),
        sees_all_clients: row.get("sees_all_clients")?,
    }))
}

/// Adds an invited person with an empty scope. `None`: the address is there already.
pub async fn insert(db: &mut Transaction, provider: ProviderId, email: &Email, role: ProviderRole, now: Micros) -> Result<Option<ProviderUserId>, StoreError> {
    let id = ProviderUserId::make();
    let query = sql("INSERT INTO provider_users (provider_id, id, email, role, status, sees_all_clients, invited_at, created_at)
        SELECT $1, $2, $3, $4, $5, 0, $6, $6
        WHERE NOT EXISTS (SELECT 1 FROM provider_users p JOIN users u ON u.id = p.user_id WHERE p.provider_id = $1 AND u.email = $3)
        ON CONFLICT (provider_id, email) DO NOTHING")
    .bind(provider)
    .bind(id)
    .bind(email)
    .bind(role)
    .bind(Status::Invited)
    .bind(now);
    Ok((db.execute(query).await? == 1).then_some(id))
}

/// Sets which clients a person sees. Answers how many of those named are clients of the provider.
pub async fn set_scope(db: &mut Transaction, provider: ProviderId, id: ProviderUserId, scope: &Scope) -> Result<u64, StoreError> {
    db.execute(sql("DELETE FROM provider_user_clients WHERE provider_id = $1 AND provider_user_id = $2").bind(provider).bind(id)).await?;
    let query = sql("UPDATE provider_users SET sees_all_clients = $3 WHERE provider_id = $1 AND id = $2");
    db.execute(query.bind(provider).bind(id).bind(*scope == Scope::AllClients)).await?;
    let Scope::Clients(clients) = scope else { return Ok(0) };
    let mut given = 0;
    for some in clients.chunks(500) {
        let mut query = sql("INSERT INTO provider_user_clients (provider_id, provider_user_id, organization_id)
            SELECT c.provider_id, $2, c.organization_id FROM provider_clients c WHERE c.provider_id = $1 AND c.organization_id IN (")
        .bind(provider)
        .bind(id);
        query.push_list(some.iter().copied()).push(")");
        given += db.execute(query).await?;
    }
    Ok(given)
}

/// Sets the moment of an invitation that is still open; links of before end. `false`: it is not open.
pub async fn set_invited_at(db: &mut Transaction, provider: ProviderId, id: ProviderUserId, now: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET invited_at = $3 WHERE provider_id = $1 AND id = $2 AND status = $4");
    Ok(db.execute(query.bind(provider).bind(id).bind(now).bind(Status::Invited)).await? == 1)
}

/// Confirms a person who has accepted, if his public key is still the one that the key was sealed to.
pub async fn confirm(
    db: &mut Transaction,
    provider: ProviderId,
    id: ProviderUserId,
    (user, sealed_to): (UserId, &PublicKey),
    key: &Ciphertext,
) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET status = $3, key = $4 WHERE provider_id = $1 AND id = $2 AND status = $5 AND user_id = $6
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = $6 AND u.public_key = $7)")
    .bind(provider)
    .bind(id)
    .bind(Status::Confirmed)
    .bind(key)
    .bind(Status::Accepted)
    .bind(user)
    .bind(sealed_to);
    Ok(db.execute(query).await? == 1)
}

/// Keeps the pin of a public key that was compared.
pub async fn pin_key(
    db: &mut Transaction,
    provider: ProviderId,
    user: UserId,
    (pin, record): (&Pin, Option<&PinRecord>),
    by: UserId,
    now: Micros,
) -> Result<(), StoreError> {
    let query = sql("INSERT INTO key_pins (tenant_id, user_id, pin, pinned_by, pinned_at, record) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET
            pin = excluded.pin, pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at, record = excluded.record")
    .bind(provider)
    .bind(user)
    .bind(pin)
    .bind(by)
    .bind(now)
    .bind(record);
    db.execute(query).await.map(|_| ())
}

/// Sets a role.
pub async fn set_role(db: &mut Transaction, provider: ProviderId, id: ProviderUserId, role: ProviderRole) -> Result<(), StoreError> {
    db.execute(sql("UPDATE provider_users SET role = $3 WHERE provider_id = $1 AND id = $2").bind(provider).bind(id).bind(role)).await.map(|_| ())
}

/// Revokes a person and remembers the status. `false`: revoked already.
pub async fn revoke(db: &mut Transaction, provider: ProviderId, id: ProviderUserId) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET prior_status = status, status = $3 WHERE provider_id = $1 AND id = $2 AND status <> $3");
    Ok(db.execute(query.bind(provider).bind(id).bind(Status::Revoked)).await? == 1)
}

/// Puts a revoked person back to a status. `false`: not revoked.
pub async fn restore(db: &mut Transaction, provider: ProviderId, id: ProviderUserId, status: Status) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET status = $3, prior_status = NULL WHERE provider_id = $1 AND id = $2 AND status = $4");
    Ok(db.execute(query.bind(provider).bind(id).bind(status).bind(Status::Revoked)).await? == 1)
}

/// Removes a person with his scope.
pub async fn remove(db: &mut Transaction, provider: ProviderId, id: ProviderUserId) -> Result<(), StoreError> {
    db.execute(sql("DELETE FROM provider_users WHERE provider_id = $1 AND id = $2").bind(provider).bind(id)).await.map(|_| ())
}
