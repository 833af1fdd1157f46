//! When a vault was last changed: by this the clients know whether to fetch it again.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{OrganizationId, UserId},
    role::Status,
    time::Micros,
};

/// The last change of whatever a person's clients keep: the account, the own vault, the organizations.
pub async fn of_user(db: &mut Connection, user: UserId) -> Result<Option<Micros>, StoreError> {
    let query = sql("SELECT MAX(at) AS at FROM (
            SELECT vault_revised_at AS at FROM users WHERE id = $1
            UNION ALL SELECT password_changed_at FROM users WHERE id = $1
            UNION ALL SELECT o.vault_revised_at FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.user_id = $1 AND m.status = $2
        ) changes")
    .bind(user)
    .bind(Status::Confirmed);
    db.one(query).await?.get("at")
}

/// Notes a change of a person's own vault or memberships.
pub async fn touch_user(db: &mut Transaction, user: UserId, now: Micros) -> Result<(), StoreError> {
    db.execute(sql("UPDATE users SET vault_revised_at = $2 WHERE id = $1 AND vault_revised_at < $2").bind(user).bind(now)).await.map(|_| ())
}

/// Notes a change that all members of an organization must see.
pub async fn touch_organization(db: &mut Transaction, organization: OrganizationId, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE organizations SET vault_revised_at = $2 WHERE id = $1 AND vault_revised_at < $2");
    db.execute(query.bind(organization).bind(now)).await.map(|_| ())
}

/// Notes for every member of an organization that it has changed for him, or is about to be gone.
pub async fn touch_members(db: &mut Transaction, organization: OrganizationId, now: Micros) -> Result<(), StoreError> {
    let query = sql("UPDATE users SET vault_revised_at = $2 WHERE vault_revised_at < $2 AND id IN (SELECT user_id FROM members WHERE organization_id = $1)");
    db.execute(query.bind(organization).bind(now)).await.map(|_| ())
}
