use super::MemberRow;
use crate::{
    model::{
        id::{MemberId, OrganizationId, UserId},
        key::{Ciphertext, Pin},
        role::{Rights, Role, Status},
        text::Email,
        time::Micros,
    },
    store::{StoreError, Transaction, sql},
};

/// Adds invited members. Addresses that are members already are a defect of the caller.
pub async fn insert_invited(
    db: &mut Transaction,
    organization: OrganizationId,
    members: &[(MemberId, Email)],
    (role, rights): (Role, Rights),
    now: Micros,
) -> Result<(), StoreError> {
    for some in members.chunks(100) {
        let mut query = sql("INSERT INTO members (organization_id, id, email, name_key, role, rights, status, invited_at, created_at) VALUES ");
        for (index, (id, email)) in some.iter().enumerate() {
            query.push(if index == 0 { "(" } else { ", (" });
            query.push_bind(organization).push(", ").push_bind(*id).push(", ").push_bind(email).push(", ").push_bind(email).push(", ");
            query.push_bind(role).push(", ").push_bind(rights).push(", ").push_bind(Status::Invited).push(", ");
            query.push_bind(now).push(", ").push_bind(now).push(")");
        }
        db.execute(query).await?;
    }
    Ok(())
}

/// A new status, and what goes with it.
#[derive(Clone, Copy, Debug)]
pub struct ChangedStatus {
    pub status: Status,
    /// The status to come back to, for a revoked member.
    pub prior_status: Option<Status>,
}

/// Changes the status of a member who is still as he was read.
pub async fn set_status(db: &mut Transaction, organization: OrganizationId, was: &MemberRow, to: ChangedStatus) -> Result<bool, StoreError> {
    let query = sql("UPDATE members SET status = $5, prior_status = $6 WHERE organization_id = $1 AND id = $2 AND status = $3 AND role = $4")
        .bind(organization)
        .bind(was.id)
        .bind(was.status)
        .bind(was.role)
        .bind(to.status)
        .bind(to.prior_status.map(Status::number));
    Ok(db.execute(query).await? == 1)
}

/// A new role, and the rights that go with it.
#[derive(Clone, Copy, Debug)]
pub struct ChangedRole {
    pub role: Role,
    pub rights: Rights,
}

/// Changes role and rights of a member who is still as he was read.
pub async fn set_role(db: &mut Transaction, organization: OrganizationId, was: &MemberRow, to: ChangedRole) -> Result<bool, StoreError> {
    let query = sql("UPDATE members SET role = $5, rights = $6 WHERE organization_id = $1 AND id = $2 AND status = $3 AND role = $4")
        .bind(organization)
        .bind(was.id)
        .bind(was.status)
        .bind(was.role)
        .bind(to.role)
        .bind(to.rights);
    Ok(db.execute(query).await? == 1)
}

/// Removes a member who is still as he was read.
pub async fn remove(db: &mut Transaction, organization: OrganizationId, was: &MemberRow) -> Result<bool, StoreError> {
    let query = sql("DELETE FROM members WHERE organization_id = $1 AND id = $2 AND status = $3 AND role = $4")
        .bind(organization)
        .bind(was.id)
        .bind(was.status)
        .bind(was.role);
    Ok(db.execute(query).await? == 1)
}

/// Confirms a member who is still as he was read, with the organization key sealed to him.
pub async fn confirm(db: &mut Transaction, organization: OrganizationId, was: &MemberRow, key: &Ciphertext) -> Result<bool, StoreError> {
    let query = sql("UPDATE members SET status = $5, key = $6 WHERE organization_id = $1 AND id = $2 AND status = $3 AND role = $4 AND user_id = $7")
        .bind(organization)
        .bind(was.id)
        .bind(Status::Accepted)
        .bind(was.role)
        .bind(Status::Confirmed)
        .bind(key)
        .bind(was.user);
    Ok(db.execute(query).await? == 1)
}

/// Sets the moment of an invitation that is still open; links of before end.
pub async fn set_invited_at(db: &mut Transaction, organization: OrganizationId, id: MemberId, now: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE members SET invited_at = $4 WHERE organization_id = $1 AND id = $2 AND status = $3")
        .bind(organization)
        .bind(id)
        .bind(Status::Invited)
        .bind(now);
    Ok(db.execute(query).await? == 1)
}

/// Keeps the pin of a public key that was compared.
pub async fn pin_key(db: &mut Transaction, organization: OrganizationId, user: UserId, pin: &Pin, by: UserId, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO key_pins (tenant_id, user_id, pin, pinned_by, pinned_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET pin = excluded.pin, pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at")
    .bind(organization)
    .bind(user)
    .bind(pin)
    .bind(by)
    .bind(now);
    db.execute(query).await.map(|_| ())
}
