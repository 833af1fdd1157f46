use crate::{
    model::{
        client::AddableView,
        id::{OrganizationId, ProviderId, UserId},
        page::PAGE_ROWS_MAX,
        role::{Role, Status},
        text::Email,
    },
    store::{Connection, StoreError, sql},
};

/// Organizations without a provider that the person owns; the first by name, as many as a page may have.
pub async fn addable(db: &mut Connection, user: UserId) -> Result<Vec<AddableView>, StoreError> {
    let query = sql("SELECT o.id, o.name, o.plan, o.seats, o.occupied, m.key FROM members m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = $1 AND m.status = $2 AND m.role = $3 AND m.key IS NOT NULL AND o.provider_id IS NULL ORDER BY o.name_key, o.id LIMIT $4")
    .bind(user)
    .bind(Status::Confirmed)
    .bind(Role::Owner)
    .bind(PAGE_ROWS_MAX);
    let rows = db.rows(query).await?;
    rows.iter()
        .map(|row| {
            Ok(AddableView {
                id: row.get("id")?,
                name: row.get("name")?,
                plan: row.get("plan")?,
                seats: row.get("seats")?,
                occupied: row.get("occupied")?,
                member_key: row.get("key")?,
            })
        })
        .collect()
}

/// Addresses of an organization's confirmed owners.
pub async fn owner_emails(db: &mut Connection, organization: OrganizationId) -> Result<Vec<Email>, StoreError> {
    let query = sql("SELECT COALESCE(u.email, m.email) AS email FROM members m LEFT JOIN users u ON u.id = m.user_id
        WHERE m.organization_id = $1 AND m.role = $2 AND m.status = $3 ORDER BY 1")
    .bind(organization)
    .bind(Role::Owner)
    .bind(Status::Confirmed);
    db.rows(query).await?.iter().map(|row| row.get("email")).collect()
}

/// Names of clients of the provider among the organizations, in order.
pub async fn names(db: &mut Connection, provider: ProviderId, organizations: &[OrganizationId]) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::with_capacity(organizations.len());
    for some in organizations.chunks(500) {
        let mut query = sql("SELECT name_key, name FROM organizations WHERE provider_id = $1 AND id IN (").bind(provider);
        query.push_list(some.iter().copied()).push(")");
        for row in db.rows(query).await? {
            names.push((row.get::<String>("name_key")?, row.get::<String>("name")?));
        }
    }
    names.sort_unstable();
    Ok(names.into_iter().map(|(_, name)| name).collect())
}

/// How many of the organizations are clients of the provider.
pub async fn count_linked(db: &mut Connection, provider: ProviderId, organizations: &[OrganizationId]) -> Result<u64, StoreError> {
    let mut found = 0;
    for some in organizations.chunks(500) {
        let mut query = sql("SELECT COUNT(*) AS n FROM provider_clients WHERE provider_id = $1 AND organization_id IN (").bind(provider);
        query.push_list(some.iter().copied()).push(")");
        found += u64::from(db.one(query).await?.get::<u32>("n")?);
    }
    Ok(found)
}
