use crate::{
    model::{
        id::{ProviderId, ProviderUserId, UserId},
        key::{Pin, PublicKey},
        person::{ChosenClient, ListPeopleRequest, StatusCounts},
        role::{ProviderRole, Status},
        time::Micros,
    },
    store::{Connection, Row, StoreError, search, sql},
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

const LIST: &str = "SELECT p.id, p.user_id, u.name, p.email, p.role, p.status, p.sees_all_clients, p.invited_at
    FROM provider_users p LEFT JOIN users u ON u.id = p.user_id WHERE p.provider_id = $1";

/// The people that the request shows, by e-mail, after that of the row before.
pub async fn list(db: &mut Connection, request: &ListPeopleRequest, after: Option<String>, limit: u32) -> Result<Vec<ListRow>, StoreError> {
    let mut query = sql(LIST).bind(request.provider);
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
    db.rows(query).await?.iter().map(list_row).collect()
}

/// The one person of the provider, as lists show him.
pub async fn listed(db: &mut Connection, provider: ProviderId, id: ProviderUserId) -> Result<Option<ListRow>, StoreError> {
    let mut query = sql(LIST).bind(provider);
    query.push(" AND p.id = ").push_bind(id);
    db.row(query).await?.as_ref().map(list_row).transpose()
}

fn list_row(row: &Row) -> Result<ListRow, StoreError> {
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

/// How many clients are in the scope of each of those people. Whoever has none is left out.
pub async fn count_chosen(db: &mut Connection, provider: ProviderId, people: &[ProviderUserId]) -> Result<HashMap<ProviderUserId, u32>, StoreError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = sql("SELECT provider_user_id, COUNT(*) AS n FROM provider_user_clients WHERE provider_id = $1 AND provider_user_id IN (").bind(provider);
    query.push_list(people.iter().copied()).push(") GROUP BY provider_user_id");
    db.rows(query).await?.iter().map(|row| Ok((row.get("provider_user_id")?, row.get("n")?))).collect()
}

/// The clients in the scope of a person, by name.
pub async fn chosen(db: &mut Connection, provider: ProviderId, person: ProviderUserId) -> Result<Vec<ChosenClient>, StoreError> {
    let query = sql("SELECT o.id, o.name FROM provider_user_clients s JOIN organizations o ON o.id = s.organization_id
        WHERE s.provider_id = $1 AND s.provider_user_id = $2 ORDER BY o.name_key, o.id")
    .bind(provider)
    .bind(person);
    db.rows(query).await?.iter().map(|row| Ok(ChosenClient { id: row.get("id")?, name: row.get("name")? })).collect()
}

/// The present public key of a person, and the pin that the provider took of it.
pub async fn public_key(db: &mut Connection, provider: ProviderId, user: UserId) -> Result<Option<(PublicKey, Option<Pin>)>, StoreError> {
    let query =
        sql("SELECT u.public_key, k.pin FROM users u LEFT JOIN key_pins k ON k.tenant_id = $1 AND k.user_id = u.id WHERE u.id = $2").bind(provider).bind(user);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some((row.get("public_key")?, row.get("pin")?)))
}
