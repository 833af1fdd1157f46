//! Statements about organizations.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{OrganizationId, ProviderId},
    key::PublicKey,
    member::SeatsView,
    organization::OrganizationProvider,
    provider::Support,
    role::Plan,
    text::{Email, Name},
    time::Micros,
};

/// An organization, and the provider that has it as a client.
#[derive(Clone, Debug)]
pub struct OrganizationRow {
    pub name: String,
    pub billing_email: String,
    pub plan: Plan,
    pub seats: u32,
    pub occupied: u32,
    pub to_confirm: u32,
    pub public_key: PublicKey,
    pub created_at: Micros,
    /// The organization itself or its provider is suspended.
    pub is_suspended: bool,
    pub provider: Option<OrganizationProvider>,
}

/// Takes the organization for this transaction: others that take it wait, so that what is read afterwards stays as it was read.
///
/// Commands over its members take it before they touch a member's row. One order for all keeps them from blocking each other.
///
/// Whoever acts by a proof of access takes it with one of the functions of `access`, which make the proof afterwards: one from before is
/// of a past that may have ended while this waited.
pub async fn take_unproved(db: &mut Transaction, organization: OrganizationId) -> Result<(), StoreError> {
    // On SQLite the writer is alone anyway.
    if db.is_postgres() {
        db.execute(sql("UPDATE organizations SET occupied = occupied WHERE id = $1").bind(organization)).await?;
    }
    Ok(())
}

/// The providers that have one of the organizations as a client.
pub async fn providers_of(db: &mut Connection, organizations: &[OrganizationId]) -> Result<Vec<ProviderId>, StoreError> {
    let mut providers = Vec::new();
    for some in organizations.chunks(500) {
        let mut query = sql("SELECT DISTINCT provider_id FROM organizations WHERE provider_id IS NOT NULL AND id IN (");
        query.push_list(some.iter().copied()).push(")");
        for row in db.rows(query).await? {
            providers.push(row.get("provider_id")?);
        }
    }
    Ok(providers)
}

/// An organization.
pub async fn find(db: &mut Connection, organization: OrganizationId) -> Result<Option<OrganizationRow>, StoreError> {
    let query = sql("SELECT o.name, o.billing_email, o.plan, o.seats, o.occupied, o.to_confirm, o.public_key, o.created_at, o.suspended_at,
            p.id AS provider, p.name AS provider_name, p.support_email, p.support_phone, p.support_url, p.suspended_at AS provider_suspended_at
        FROM organizations o LEFT JOIN providers p ON p.id = o.provider_id WHERE o.id = $1")
    .bind(organization);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    let provider = match row.get::<Option<ProviderId>>("provider")? {
        Some(id) => Some(OrganizationProvider {
            id,
            name: row.get("provider_name")?,
            support: Support { email: row.get("support_email")?, phone: row.get("support_phone")?, url: row.get("support_url")? },
        }),
        None => None,
    };
    Ok(Some(OrganizationRow {
        name: row.get("name")?,
        billing_email: row.get("billing_email")?,
        plan: row.get("plan")?,
        seats: row.get("seats")?,
        occupied: row.get("occupied")?,
        to_confirm: row.get("to_confirm")?,
        public_key: row.get("public_key")?,
        created_at: row.get("created_at")?,
        is_suspended: row.get::<Option<i64>>("suspended_at")?.is_some() || row.get::<Option<i64>>("provider_suspended_at")?.is_some(),
        provider,
    }))
}

/// Seats, and how many are taken.
pub async fn seats(db: &mut Connection, organization: OrganizationId) -> Result<SeatsView, StoreError> {
    let row = db.one(sql("SELECT seats, occupied FROM organizations WHERE id = $1").bind(organization)).await?;
    Ok(SeatsView { seats: row.get("seats")?, occupied: row.get("occupied")? })
}

/// Changes name and billing e-mail.
pub async fn update(db: &mut Transaction, organization: OrganizationId, name: &Name, billing_email: Option<&Email>) -> Result<(), StoreError> {
    let query = sql("UPDATE organizations SET name = $2, name_key = $3, billing_email = COALESCE($4, billing_email) WHERE id = $1")
        .bind(organization)
        .bind(name)
        .bind(name.as_str().to_lowercase())
        .bind(billing_email.map(Email::as_str));
    db.execute(query).await.map(|_| ())
}

/// Deletes an organization with everything in it, and gives its seats back to its provider's pool.
pub async fn delete(db: &mut Transaction, organization: OrganizationId, provider: Option<ProviderId>) -> Result<(), StoreError> {
    if let Some(provider) = provider {
        let query = sql("UPDATE provider_plans SET assigned = assigned - (SELECT seats FROM organizations WHERE id = $2)
            WHERE provider_id = $1 AND plan = (SELECT plan FROM organizations WHERE id = $2)")
        .bind(provider)
        .bind(organization);
        if db.execute(query).await? != 1 {
            return Err(StoreError::Conflict);
        }
    }
    // Pins name a tenant of either kind, so that nothing removes them by itself.
    db.execute(sql("DELETE FROM key_pins WHERE tenant_id = $1").bind(organization)).await?;
    // Nor of its log, which nobody can read any more. What provider users did stays in their provider's.
    db.execute(sql("DELETE FROM events WHERE organization_id = $1 AND provider_id IS NULL").bind(organization)).await?;
    db.execute(sql("DELETE FROM event_actors WHERE log_id = $1").bind(organization)).await?;
    db.execute(sql("DELETE FROM organizations WHERE id = $1").bind(organization)).await.map(|_| ())
}
