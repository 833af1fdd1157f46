use super::{parse_tags, tags_text};
use crate::{
    model::{
        client::CreateClientRequest,
        id::{CollectionId, LinkId, MemberId, OrganizationId, ProviderId, UserId},
        key::Ciphertext,
        role::{Plan, Rights, Role, Status},
        text::{Email, Name, Tag},
        time::Micros,
    },
    store::{StoreError, Transaction, imports, sql},
};

/// A client that is about to be created.
#[derive(Clone, Copy, Debug)]
pub struct NewClient<'r> {
    pub organization: OrganizationId,
    pub link: LinkId,
    pub collection: CollectionId,
    pub owner: MemberId,
    pub request: &'r CreateClientRequest,
    pub tags: &'r [Tag],
    pub now: Micros,
}

/// Seats of a client, held by this transaction until its end.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub plan: Plan,
    pub seats: u32,
    pub occupied: u32,
}

/// An organization that has just become a client.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub name: String,
    pub plan: Plan,
    pub seats: u32,
}

/// Writes a new client: the organization, the link, its first collection, and its invited owner with the grant to manage that collection.
pub async fn insert(db: &mut Transaction, new: &NewClient<'_>) -> Result<(), StoreError> {
    let request = new.request;
    let tags = tags_text(new.tags);
    // The invited owner takes a seat.
    let query = sql("INSERT INTO organizations (id, provider_id, name, name_key, billing_email, tags, tags_key, plan, seats, occupied, invited, to_confirm, confirmed_owners,
            public_key, private_key, last_activity_at, created_at)
        SELECT $1, id, $3, $4, billing_email, $5, $6, $7, $8, 1, 1, 0, 0, $9, $10, $11, $11 FROM providers WHERE id = $2")
    .bind(new.organization)
    .bind(request.provider)
    .bind(&request.name)
    .bind(request.name.as_str().to_lowercase())
    .bind(&tags)
    .bind(tags.to_lowercase())
    .bind(request.plan)
    .bind(request.seats)
    .bind(&request.keys.public_key)
    .bind(&request.keys.private_key)
    .bind(new.now);
    db.execute(query).await?;
    insert_link(db, request.provider, new.link, new.organization, &request.keys.link_key, new.now).await?;
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    db.execute(query.bind(new.organization).bind(new.collection).bind(&request.keys.collection_name).bind(new.now)).await?;
    let query = sql(
        "INSERT INTO members (organization_id, id, email, name_key, role, rights, status, invited_at, created_at) VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $7)",
    )
    .bind(new.organization)
    .bind(new.owner)
    .bind(&request.owner_email)
    .bind(Role::Owner)
    .bind(Rights::NONE)
    .bind(Status::Invited)
    .bind(new.now);
    db.execute(query).await?;
    let query =
        sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, 1)");
    db.execute(query.bind(new.organization).bind(new.collection).bind(new.owner)).await.map(|_| ())
}

/// Writes the link between a provider and its client.
pub async fn insert_link(
    db: &mut Transaction,
    provider: ProviderId,
    link: LinkId,
    organization: OrganizationId,
    key: &Ciphertext,
    now: Micros,
) -> Result<(), StoreError> {
    let query = sql("INSERT INTO provider_clients (provider_id, id, organization_id, key, created_at) VALUES ($1, $2, $3, $4, $5)");
    db.execute(query.bind(provider).bind(link).bind(organization).bind(key).bind(now)).await.map(|_| ())
}

/// Makes an organization a client, if it has no provider and the person is its confirmed owner. The provider pays from now on.
pub async fn claim(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, owner: UserId) -> Result<Option<Claimed>, StoreError> {
    let query = sql("UPDATE organizations SET provider_id = $2, billing_email = (SELECT billing_email FROM providers WHERE id = $2)
        WHERE id = $1 AND provider_id IS NULL
            AND EXISTS (SELECT 1 FROM members m WHERE m.organization_id = $1 AND m.user_id = $3 AND m.role = $4 AND m.status = $5)
        RETURNING name, plan, seats")
    .bind(organization)
    .bind(provider)
    .bind(owner)
    .bind(Role::Owner)
    .bind(Status::Confirmed);
    let Some(row) = db.execute_returning(query).await? else { return Ok(None) };
    Ok(Some(Claimed { name: row.get("name")?, plan: row.get("plan")?, seats: row.get("seats")? }))
}

/// Renames a client.
pub async fn rename(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, name: &Name) -> Result<(), StoreError> {
    let query = sql("UPDATE organizations SET name = $3, name_key = $4 WHERE provider_id = $1 AND id = $2");
    db.execute(query.bind(provider).bind(organization).bind(name).bind(name.as_str().to_lowercase())).await.map(|_| ())
}

/// A client's seats, held by this transaction until its end. `None`: not a client of the provider any more.
pub async fn lock_seats(db: &mut Transaction, provider: ProviderId, organization: OrganizationId) -> Result<Option<Held>, StoreError> {
    let query = sql("UPDATE organizations SET seats = seats WHERE provider_id = $1 AND id = $2 RETURNING plan, seats, occupied");
    let Some(row) = db.execute_returning(query.bind(provider).bind(organization)).await? else { return Ok(None) };
    Ok(Some(Held { plan: row.get("plan")?, seats: row.get("seats")?, occupied: row.get("occupied")? }))
}

/// Sets a client's seats. `false`: more are occupied.
pub async fn set_seats(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, from: u32, to: u32) -> Result<bool, StoreError> {
    let query = sql("UPDATE organizations SET seats = $4 WHERE provider_id = $1 AND id = $2 AND seats = $3 AND occupied <= $4");
    Ok(db.execute(query.bind(provider).bind(organization).bind(from).bind(to)).await? == 1)
}

/// A client's tags, held by this transaction until its end.
pub async fn lock_tags(db: &mut Transaction, provider: ProviderId, organization: OrganizationId) -> Result<Vec<Tag>, StoreError> {
    let query = sql("UPDATE organizations SET tags = tags WHERE provider_id = $1 AND id = $2 RETURNING tags");
    let row = db.execute_returning(query.bind(provider).bind(organization)).await?;
    row.map_or_else(|| Ok(Vec::new()), |row| parse_tags(&row.get::<String>("tags")?))
}

/// Sets a client's tags.
pub async fn set_tags(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, tags: &[Tag]) -> Result<(), StoreError> {
    let tags = tags_text(tags);
    let query = sql("UPDATE organizations SET tags = $3, tags_key = $4 WHERE provider_id = $1 AND id = $2");
    db.execute(query.bind(provider).bind(organization).bind(&tags).bind(tags.to_lowercase())).await.map(|_| ())
}

/// Suspends a client. `false`: it is suspended already.
pub async fn suspend(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, now: Micros) -> Result<bool, StoreError> {
    let query = sql("UPDATE organizations SET suspended_at = $3 WHERE provider_id = $1 AND id = $2 AND suspended_at IS NULL");
    Ok(db.execute(query.bind(provider).bind(organization).bind(now)).await? == 1)
}

/// Ends a suspension. `false`: it is not suspended.
pub async fn resume(db: &mut Transaction, provider: ProviderId, organization: OrganizationId) -> Result<bool, StoreError> {
    let query = sql("UPDATE organizations SET suspended_at = NULL WHERE provider_id = $1 AND id = $2 AND suspended_at IS NOT NULL");
    Ok(db.execute(query.bind(provider).bind(organization)).await? == 1)
}

/// Ends the link to a client that has a confirmed owner, and takes away what the provider kept about it: its wrapped key, tickets,
/// scopes, tags. Only the provider could lift a suspension, so that it ends too. `None`: no confirmed owner, or no client.
pub async fn release(db: &mut Transaction, provider: ProviderId, organization: OrganizationId, billing_email: &Email) -> Result<Option<Held>, StoreError> {
    let query = sql("UPDATE organizations SET provider_id = NULL, suspended_at = NULL, tags = '', tags_key = '', billing_email = $3
        WHERE provider_id = $1 AND id = $2 AND confirmed_owners >= 1 RETURNING plan, seats, occupied")
    .bind(provider)
    .bind(organization)
    .bind(billing_email);
    let Some(row) = db.execute_returning(query).await? else { return Ok(None) };
    let held = Held { plan: row.get("plan")?, seats: row.get("seats")?, occupied: row.get("occupied")? };
    db.execute(sql("DELETE FROM provider_clients WHERE provider_id = $1 AND organization_id = $2").bind(provider).bind(organization)).await?;
    db.execute(sql("DELETE FROM provider_user_clients WHERE provider_id = $1 AND organization_id = $2").bind(provider).bind(organization)).await?;
    db.execute(sql("DELETE FROM key_tickets WHERE organization_id = $1").bind(organization)).await?;
    imports::delete_of_provider(db, provider, organization).await?;
    Ok(Some(held))
}
