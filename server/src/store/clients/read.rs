use crate::{
    model::{
        client::AddableView,
        id::{OrganizationId, ProviderId, UserId},
        key::Ciphertext,
        role::{Role, Status},
        text::Email,
    },
    store::{Connection, Query, StoreError, search::containing, sql},
};

/// What the person owns and no provider has. The key of his membership makes it his to hand on.
const ADDABLE: &str = " FROM members m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = $1 AND m.status = $2 AND m.role = $3 AND m.key IS NOT NULL AND o.provider_id IS NULL";

/// An organization that may be linked, with what lists sort by.
#[derive(Clone, Debug)]
pub struct AddableRow {
    pub view: AddableView,
    pub name_key: String,
}

/// Organizations that the person may link, by name, after that of the row before.
pub async fn addable(
    db: &mut Connection,
    user: UserId,
    search: &str,
    after: Option<(String, OrganizationId)>,
    limit: u32,
) -> Result<Vec<AddableRow>, StoreError> {
    let mut query = of_owner("SELECT o.id, o.name, o.name_key, o.plan, o.seats, o.occupied", user);
    if !search.trim().is_empty() {
        query.push(" AND o.name_key LIKE ").push_bind(containing(search)).push(r" ESCAPE '\'");
    }
    if let Some((name_key, id)) = after {
        query.push(" AND (o.name_key, o.id) > (").push_bind(name_key).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY o.name_key, o.id LIMIT ").push_bind(limit);
    let rows = db.rows(query).await?;
    rows.iter()
        .map(|row| {
            let view =
                AddableView { id: row.get("id")?, name: row.get("name")?, plan: row.get("plan")?, seats: row.get("seats")?, occupied: row.get("occupied")? };
            Ok(AddableRow { view, name_key: row.get("name_key")? })
        })
        .collect()
}

/// The key of one of these organizations, sealed to the person.
pub async fn addable_key(db: &mut Connection, user: UserId, organization: OrganizationId) -> Result<Option<Ciphertext>, StoreError> {
    let mut query = of_owner("SELECT m.key", user);
    query.push(" AND o.id = ").push_bind(organization);
    db.row(query).await?.map(|row| row.get("key")).transpose()
}

fn of_owner(columns: &'static str, user: UserId) -> Query {
    let mut query = sql(columns);
    query.push(ADDABLE);
    query.bind(user).bind(Status::Confirmed).bind(Role::Owner)
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
