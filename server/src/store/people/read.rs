use crate::{
    model::{
        id::{OrganizationId, ProviderId, ProviderUserId, UserId},
        key::{Pin, PublicKey},
        person::{ListPeopleRequest, StatusCounts},
        role::{ProviderRole, Status},
        time::Micros,
    },
    store::{Connection, StoreError, search, sql},
};
use std::collections::HashMap;

/// A person as lists show him.
#[derive(Clone, Debug)]
pub struct ListRow {
    pub id: ProviderUserId,
    pub user: Option<UserId>,
    pub name: Option<String>,
    pub email: String,
    pub role: ProviderRole,
    pub status: Status,
    pub sees_all_clients: bool,
    pub invited_at: Micros,
}

/// The people that the request shows, by e-mail, after that of the row before.
pub async fn list(db: &mut Connection, request: &ListPeopleRequest, after: Option<String>, limit: u32) -> Result<Vec<ListRow>, StoreError> {
    let mut query = sql("SELECT p.id, p.user_id, u.name, p.email, p.role, p.status, p.sees_all_clients, p.invited_at
        FROM provider_users p LEFT JOIN users u ON u.id = p.user_id WHERE p.provider_id = $1")
    .bind(request.provider);
    if let Some(status) = request.status {
        query.push(" AND p.status = ").push_bind(status);
    }
    if !request.search.trim().is_empty() {
        query.push(" AND ");
        search::push_in(&mut query, &["p.email", "u.name"], &request.search);
    }
    if let Some(after) = after {
        query.push(" AND p.email > ").push_bind(after);
    }
    query.push(" ORDER BY p.email LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    rows.iter()
        .map(|row| {
            Ok(ListRow {
                id: row.get("id")?,
                user: row.get("user_id")?,
                name: row.get("name")?,
                email: row.get("email")?,
                role: row.get("role")?,
                status: row.get("status")?,
                sees_all_clients: row.get("sees_all_clients")?,
                invited_at: row.get("invited_at")?,
            })
        })
        .collect()
}

/// Who a person is, and where he stands.
#[derive(Clone, Debug)]
pub struct FoundRow {
    pub user: Option<UserId>,
    pub email: String,
    pub status: Status,
}

/// A person of the provider.
pub async fn find(db: &mut Connection, provider: ProviderId, id: ProviderUserId) -> Result<Option<FoundRow>, StoreError> {
    let query = sql("SELECT user_id, email, status FROM provider_users WHERE provider_id = $1 AND id = $2").bind(provider).bind(id);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some(FoundRow { user: row.get("user_id")?, email: row.get("email")?, status: row.get("status")? }))
}

/// Rows in each state, and in all.
pub async fn counts(db: &mut Connection, provider: ProviderId) -> Result<StatusCounts, StoreError> {
    let rows = db.rows(sql("SELECT status, COUNT(*) AS n FROM provider_users WHERE provider_id = $1 GROUP BY status").bind(provider)).await?;
    let mut counts = StatusCounts::default();
    for row in &rows {
        let n: u32 = row.get("n")?;
        counts.all += n;
        *match row.get("status")? {
            Status::Revoked => &mut counts.revoked,
            Status::Invited => &mut counts.invited,
            Status::Accepted => &mut counts.accepted,
            Status::Confirmed => &mut counts.confirmed,
        } = n;
    }
    Ok(counts)
}

/// The clients in the scope of each of those people.
pub async fn scopes(db: &mut Connection, provider: ProviderId, people: &[ProviderUserId]) -> Result<HashMap<ProviderUserId, Vec<OrganizationId>>, StoreError> {
    let mut scopes = HashMap::<_, Vec<_>>::new();
    if people.is_empty() {
        return Ok(scopes);
    }
    let mut query = sql("SELECT provider_user_id, organization_id FROM provider_user_clients WHERE provider_id = $1 AND provider_user_id IN (").bind(provider);
    query.push_list(people.iter().copied()).push(") ORDER BY provider_user_id, organization_id");
    for row in db.rows(query).await? {
        scopes.entry(row.get("provider_user_id")?).or_default().push(row.get("organization_id")?);
    }
    Ok(scopes)
}

/// The present public key of a person, and the pin that the provider took of it.
pub async fn public_key(db: &mut Connection, provider: ProviderId, user: UserId) -> Result<Option<(PublicKey, Option<Pin>)>, StoreError> {
    let query =
        sql("SELECT u.public_key, k.pin FROM users u LEFT JOIN key_pins k ON k.tenant_id = $1 AND k.user_id = u.id WHERE u.id = $2").bind(provider).bind(user);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some((row.get("public_key")?, row.get("pin")?)))
}
