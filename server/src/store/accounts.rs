//! The own places of a person: providers and organizations he belongs to, and invitations to more.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    account::{MyOrganization, MyProvider, ProviderKey},
    id::{MemberId, OrganizationId, ProviderId, ProviderUserId, UserId},
    key::Ciphertext,
    role::{ProviderRole, Rights, Role, Status},
    text::Email,
    time::Micros,
};

/// The providers a person belongs to, whatever the state; without those that revoked him.
pub async fn providers(db: &mut Connection, user: UserId) -> Result<Vec<MyProvider>, StoreError> {
    let query = sql("SELECT p.id, p.name, u.role, u.status FROM provider_users u JOIN providers p ON p.id = u.provider_id
        WHERE u.user_id = $1 AND u.status <> $2 ORDER BY p.created_at, p.id")
    .bind(user)
    .bind(Status::Revoked);
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok(MyProvider { id: row.get("id")?, name: row.get("name")?, role: row.get("role")?, status: row.get("status")? })).collect()
}

/// A person's place in an organization, with what his apps need for it.
#[derive(Clone, Debug)]
pub struct MembershipRow {
    pub organization: OrganizationId,
    pub name: String,
    pub user: UserId,
    pub member: MemberId,
    pub role: Role,
    pub rights: Rights,
    pub status: Status,
    /// The organization key sealed to the person, once confirmed.
    pub key: Option<Ciphertext>,
    pub is_suspended: bool,
    pub provider: Option<ProviderId>,
    pub provider_name: Option<String>,
}

impl From<MembershipRow> for MyOrganization {
    fn from(row: MembershipRow) -> Self {
        Self {
            id: row.organization,
            name: row.name,
            role: row.role,
            rights: row.rights,
            status: row.status,
            provider_name: row.provider_name,
            is_suspended: row.is_suspended,
        }
    }
}

impl MembershipRow {
    /// Whether it opens the organization's vault.
    pub fn is_open(&self) -> bool {
        self.status == Status::Confirmed
    }
}

/// A person's memberships, whatever their state; without those that revoked him.
pub async fn memberships(db: &mut Connection, user: UserId) -> Result<Vec<MembershipRow>, StoreError> {
    let query = sql("SELECT o.id, o.name, m.id AS member, m.role, m.rights, m.status, m.key, o.provider_id, p.name AS provider_name,
            CASE WHEN o.suspended_at IS NULL AND p.suspended_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS is_suspended
        FROM members m JOIN organizations o ON o.id = m.organization_id LEFT JOIN providers p ON p.id = o.provider_id
        WHERE m.user_id = $1 AND m.status <> $2 ORDER BY o.name_key, o.id")
    .bind(user)
    .bind(Status::Revoked);
    let rows = db.rows(query).await?;
    let membership = |row: &super::Row| -> Result<MembershipRow, StoreError> {
        let status = row.get("status")?;
        Ok(MembershipRow {
            organization: row.get("id")?,
            name: row.get("name")?,
            user,
            member: row.get("member")?,
            role: row.get("role")?,
            rights: row.get("rights")?,
            status,
            key: row.get::<Option<Ciphertext>>("key")?.filter(|_| status == Status::Confirmed),
            is_suspended: row.get("is_suspended")?,
            provider: row.get("provider_id")?,
            provider_name: row.get("provider_name")?,
        })
    };
    rows.iter().map(membership).collect()
}

/// The provider keys sealed to a person, of providers in which he is confirmed.
pub async fn provider_keys(db: &mut Connection, user: UserId) -> Result<Vec<ProviderKey>, StoreError> {
    let query = sql("SELECT u.provider_id, u.key, p.key_revision FROM provider_users u JOIN providers p ON p.id = u.provider_id
        WHERE u.user_id = $1 AND u.status = $2 AND u.key IS NOT NULL ORDER BY u.provider_id")
    .bind(user)
    .bind(Status::Confirmed);
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok(ProviderKey { provider: row.get("provider_id")?, revision: row.get("key_revision")?, key: row.get("key")? })).collect()
}

/// The organizations and providers in which a person is confirmed.
pub async fn confirmed_places(db: &mut Connection, user: UserId) -> Result<(Vec<OrganizationId>, Vec<ProviderId>), StoreError> {
    let organizations = sql("SELECT organization_id AS id FROM members WHERE user_id = $1 AND status = $2 ORDER BY organization_id");
    let organizations = db.rows(organizations.bind(user).bind(Status::Confirmed)).await?;
    let providers = sql("SELECT provider_id AS id FROM provider_users WHERE user_id = $1 AND status = $2 ORDER BY provider_id");
    let providers = db.rows(providers.bind(user).bind(Status::Confirmed)).await?;
    Ok((organizations.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?, providers.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?))
}

/// A row that somebody was invited to.
pub struct InvitedRow<R> {
    /// Name of the organization or provider.
    pub place: String,
    pub email: Email,
    pub user_id: Option<UserId>,
    pub role: R,
    pub status: Status,
    pub invited_at: Micros,
    pub is_suspended: bool,
}

/// A row of an organization.
pub async fn invited_member(db: &mut Connection, organization: OrganizationId, member: MemberId) -> Result<Option<InvitedRow<Role>>, StoreError> {
    let query = sql("SELECT o.name, m.email, m.user_id, m.role, m.status, m.invited_at,
            CASE WHEN o.suspended_at IS NULL AND p.suspended_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS is_suspended
        FROM members m JOIN organizations o ON o.id = m.organization_id LEFT JOIN providers p ON p.id = o.provider_id
        WHERE m.organization_id = $1 AND m.id = $2")
    .bind(organization)
    .bind(member);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    invited(&row).map(Some)
}

/// A row of a provider.
pub async fn invited_provider_user(db: &mut Connection, provider: ProviderId, person: ProviderUserId) -> Result<Option<InvitedRow<ProviderRole>>, StoreError> {
    let query = sql("SELECT p.name, u.email, u.user_id, u.role, u.status, u.invited_at,
            CASE WHEN p.suspended_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS is_suspended
        FROM provider_users u JOIN providers p ON p.id = u.provider_id
        WHERE u.provider_id = $1 AND u.id = $2")
    .bind(provider)
    .bind(person);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    invited(&row).map(Some)
}

fn invited<R: super::FromColumn>(row: &super::Row) -> Result<InvitedRow<R>, StoreError> {
    Ok(InvitedRow {
        place: row.get("name")?,
        email: row.get("email")?,
        user_id: row.get("user_id")?,
        role: row.get("role")?,
        status: row.get("status")?,
        invited_at: row.get("invited_at")?,
        is_suspended: row.get("is_suspended")?,
    })
}

/// Gives an invited row to a person, once.
pub async fn accept_member(
    db: &mut Transaction,
    (organization, member, invited_at): (OrganizationId, MemberId, Micros),
    (user, email, name): (UserId, &Email, &str),
) -> Result<bool, StoreError> {
    let query = sql("UPDATE members SET user_id = $3, name_key = $4, status = $5
        WHERE organization_id = $1 AND id = $2 AND status = $6 AND invited_at = $7 AND email = $8")
    .bind(organization)
    .bind(member)
    .bind(user)
    .bind(name.to_lowercase())
    .bind(Status::Accepted)
    .bind(Status::Invited)
    .bind(invited_at)
    .bind(email);
    Ok(db.execute(query).await? == 1)
}

/// Gives an invited row to a person, once.
pub async fn accept_provider_user(
    db: &mut Transaction,
    (provider, person, invited_at): (ProviderId, ProviderUserId, Micros),
    (user, email): (UserId, &Email),
) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_users SET user_id = $3, status = $4
        WHERE provider_id = $1 AND id = $2 AND status = $5 AND invited_at = $6 AND email = $7")
    .bind(provider)
    .bind(person)
    .bind(user)
    .bind(Status::Accepted)
    .bind(Status::Invited)
    .bind(invited_at)
    .bind(email);
    Ok(db.execute(query).await? == 1)
}
