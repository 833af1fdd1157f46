//! Statements about the tickets with which an organization key is handed out once.

use super::{Connection, StoreError, Transaction, sql};
use crate::model::{
    id::{KeyTicketId, MemberId, OrganizationId, ProviderId, UserId},
    key::Ciphertext,
    organization::KeyPurpose,
    time::Micros,
};

const fn word(purpose: KeyPurpose) -> &'static str {
    match purpose {
        KeyPurpose::ConfirmMembers => "confirm-members",
        KeyPurpose::Import => "import",
        KeyPurpose::ImportWithApp => "import-with-app",
        KeyPurpose::CollectionNames => "collection-names",
    }
}

/// Adds a ticket, and takes away those of the organization that are too old to be used, but for those of which apps must still hear.
pub async fn insert(
    db: &mut Transaction,
    organization: OrganizationId,
    id: KeyTicketId,
    (user, purpose): (UserId, KeyPurpose),
    now: Micros,
    expires_at: Micros,
) -> Result<(), StoreError> {
    let old = sql("DELETE FROM key_tickets WHERE organization_id = $1 AND expires_at <= $2 AND purpose <> 'import-with-app'");
    db.execute(old.bind(organization).bind(now)).await?;
    let query = sql("INSERT INTO key_tickets (organization_id, id, user_id, purpose, expires_at) VALUES ($1, $2, $3, $4, $5)");
    db.execute(query.bind(organization).bind(id).bind(user).bind(word(purpose)).bind(expires_at)).await.map(|_| ())
}

/// Uses a ticket up. `false`: it is not this person's, not for this purpose, used, or too old.
pub async fn consume(
    db: &mut Transaction,
    organization: OrganizationId,
    id: KeyTicketId,
    (user, purpose): (UserId, KeyPurpose),
    now: Micros,
) -> Result<bool, StoreError> {
    let query = sql(
        "UPDATE key_tickets SET used_at = $5 WHERE organization_id = $1 AND id = $2 AND user_id = $3 AND purpose = $4 AND used_at IS NULL AND expires_at > $5",
    );
    Ok(db.execute(query.bind(organization).bind(id).bind(user).bind(word(purpose)).bind(now)).await? == 1)
}

/// The organizations for which a person has a ticket that can still be used.
pub async fn usable(db: &mut Connection, (user, purpose): (UserId, KeyPurpose), now: Micros) -> Result<Vec<OrganizationId>, StoreError> {
    let query = sql("SELECT DISTINCT organization_id AS id FROM key_tickets
        WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 ORDER BY organization_id");
    let rows = db.rows(query.bind(user).bind(word(purpose)).bind(now)).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Uses up all tickets that a person has for this. `false`: there is none that can be used.
pub async fn consume_all(db: &mut Transaction, organization: OrganizationId, (user, purpose): (UserId, KeyPurpose), now: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE key_tickets SET used_at = $4 WHERE organization_id = $1 AND user_id = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $4");
    Ok(db.execute(query.bind(organization).bind(user).bind(word(purpose)).bind(now)).await? > 0)
}

/// The organization key wrapped by the key of the provider that has the organization as a client.
pub async fn link_key(db: &mut Connection, provider: ProviderId, organization: OrganizationId) -> Result<Option<Ciphertext>, StoreError> {
    let query = sql("SELECT key FROM provider_clients WHERE provider_id = $1 AND organization_id = $2").bind(provider).bind(organization);
    db.row(query).await?.map(|row| row.get("key")).transpose()
}

/// The organization key sealed to a member.
pub async fn member_key(db: &mut Connection, organization: OrganizationId, member: MemberId) -> Result<Option<Ciphertext>, StoreError> {
    let query = sql("SELECT key FROM members WHERE organization_id = $1 AND id = $2 AND key IS NOT NULL").bind(organization).bind(member);
    db.row(query).await?.map(|row| row.get("key")).transpose()
}
