//! What mails are written from, as it is when they are sent.

use super::{Connection, Row, StoreError, sql};
use crate::model::{
    id::{MemberId, OrganizationId, ProviderId, ProviderUserId},
    role::Status,
    text::Email,
    time::Micros,
};

/// A person's row in an organization or a provider, as far as a mail needs it.
pub struct Addressee {
    pub email: Email,
    pub status: Status,
    pub invited_at: Micros,
    /// Name of the organization or the provider.
    pub place: String,
    /// Name of the provider, if the place is one of its clients.
    pub provider: Option<String>,
}

/// A member to write to.
pub async fn member(db: &mut Connection, organization: OrganizationId, member: MemberId) -> Result<Option<Addressee>, StoreError> {
    let query = sql("SELECT m.email, m.status, m.invited_at, o.name AS place, p.name AS provider
        FROM members m JOIN organizations o ON o.id = m.organization_id LEFT JOIN providers p ON p.id = o.provider_id
        WHERE m.organization_id = $1 AND m.id = $2");
    db.row(query.bind(organization).bind(member)).await?.as_ref().map(addressee).transpose()
}

/// A provider user to write to.
pub async fn provider_user(db: &mut Connection, provider: ProviderId, person: ProviderUserId) -> Result<Option<Addressee>, StoreError> {
    let query = sql("SELECT u.email, u.status, u.invited_at, p.name AS place, CAST(NULL AS TEXT) AS provider
        FROM provider_users u JOIN providers p ON p.id = u.provider_id
        WHERE u.provider_id = $1 AND u.id = $2");
    db.row(query.bind(provider).bind(person)).await?.as_ref().map(addressee).transpose()
}

fn addressee(row: &Row) -> Result<Addressee, StoreError> {
    Ok(Addressee {
        email: row.get("email")?,
        status: row.get("status")?,
        invited_at: row.get("invited_at")?,
        place: row.get("place")?,
        provider: row.get("provider")?,
    })
}
