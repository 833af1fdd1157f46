//! Statements about providers themselves.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::ProviderId,
    provider::{Support, UpdateProviderRequest},
    role::Status,
    time::Micros,
};

/// A provider.
#[derive(Clone, Debug)]
pub struct ProviderRow {
    pub name: String,
    pub billing_email: String,
    pub support: Support,
    pub created_at: Micros,
}

/// A provider.
pub async fn find(db: &mut Connection, provider: ProviderId) -> Result<ProviderRow, StoreError> {
    let query = sql("SELECT name, billing_email, support_email, support_phone, support_url, created_at FROM providers WHERE id = $1").bind(provider);
    let row = db.one(query).await?;
    Ok(ProviderRow {
        name: row.get("name")?,
        billing_email: row.get("billing_email")?,
        support: Support { email: row.get("support_email")?, phone: row.get("support_phone")?, url: row.get("support_url")? },
        created_at: row.get("created_at")?,
    })
}

/// Takes the provider for this transaction: others that take it wait, so that what is counted afterwards stays as it was counted.
/// For `access`, which makes the proof afterwards.
pub async fn take_unproved(db: &mut Transaction, provider: ProviderId) -> Result<(), StoreError> {
    // On SQLite the writer is alone anyway.
    if db.is_postgres() {
        db.execute(sql("UPDATE providers SET confirmed_admins = confirmed_admins WHERE id = $1").bind(provider)).await?;
    }
    Ok(())
}

/// People that wait for confirmation.
pub async fn people_to_confirm(db: &mut Connection, provider: ProviderId) -> Result<u32, StoreError> {
    let query = sql("SELECT COUNT(*) AS n FROM provider_users WHERE provider_id = $1 AND status = $2").bind(provider).bind(Status::Accepted);
    db.one(query).await?.get("n")
}

/// Changes a provider's settings.
pub async fn update(db: &mut Transaction, request: &UpdateProviderRequest) -> Result<(), StoreError> {
    let query = sql("UPDATE providers SET name = $2, billing_email = $3, support_email = $4, support_phone = $5, support_url = $6 WHERE id = $1")
        .bind(request.provider)
        .bind(&request.name)
        .bind(&request.billing_email)
        .bind(&request.support.email)
        .bind(&request.support.phone)
        .bind(&request.support.url);
    db.execute(query).await.map(|_| ())
}

/// Changes the number of confirmed admins. `false`: that would take the last one.
pub async fn shift_confirmed_admins(db: &mut Transaction, provider: ProviderId, by: i64) -> Result<bool, StoreError> {
    let query = sql("UPDATE providers SET confirmed_admins = confirmed_admins + $2 WHERE id = $1 AND ($2 >= 0 OR confirmed_admins + $2 >= 1)");
    Ok(db.execute(query.bind(provider).bind(by)).await? == 1)
}
