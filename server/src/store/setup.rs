//! The first provider of an installation.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{ProviderId, ProviderUserId, UserId},
    key::Ciphertext,
    role::{Plan, ProviderRole, Status},
    text::{Email, Name},
    time::Micros,
};

/// Whether there is neither a finished set-up nor a provider.
pub async fn is_needed(db: &mut Connection) -> Result<bool, StoreError> {
    let query = sql("SELECT (SELECT COUNT(*) FROM installation WHERE name = 'setup_done') + (SELECT COUNT(*) FROM providers) AS n");
    Ok(db.one(query).await?.get::<i64>("n")? == 0)
}

/// Takes the only set-up of this installation. `false`: somebody has taken it.
pub async fn take(db: &mut Transaction, now: Micros) -> Result<bool, StoreError> {
    let query = sql("INSERT INTO installation (name, value) SELECT 'setup_done', $1 WHERE NOT EXISTS (SELECT 1 FROM providers)
        ON CONFLICT (name) DO NOTHING");
    Ok(db.execute(query.bind(now.0.to_string())).await? == 1)
}

/// A provider about to be made, with its first admin.
pub struct NewProvider<'a> {
    pub id: ProviderId,
    pub name: &'a Name,
    pub billing_email: &'a Email,
    /// Seats bought on each plan.
    pub seats: [(Plan, u32); 2],
    pub person: ProviderUserId,
    pub user: UserId,
    pub email: &'a Email,
    /// The provider key sealed to the admin.
    pub key: &'a Ciphertext,
}

/// Makes a provider, its pools of seats and its first admin.
pub async fn insert_provider(db: &mut Transaction, new: &NewProvider<'_>, now: Micros) -> Result<(), StoreError> {
    let provider = sql("INSERT INTO providers (id, name, billing_email, support_email, support_phone, support_url, created_at, confirmed_admins)
        VALUES ($1, $2, $3, '', '', '', $4, 1)");
    db.execute(provider.bind(new.id).bind(new.name).bind(new.billing_email).bind(now)).await?;
    for (plan, purchased) in new.seats {
        let pool = sql("INSERT INTO provider_plans (provider_id, plan, purchased, assigned) VALUES ($1, $2, $3, 0)");
        db.execute(pool.bind(new.id).bind(plan).bind(purchased)).await?;
    }
    let person = sql("INSERT INTO provider_users (provider_id, id, user_id, email, role, status, key, sees_all_clients, invited_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)")
    .bind(new.id)
    .bind(new.person)
    .bind(new.user)
    .bind(new.email)
    .bind(ProviderRole::Admin)
    .bind(Status::Confirmed)
    .bind(new.key)
    .bind(now);
    db.execute(person).await?;
    Ok(())
}
