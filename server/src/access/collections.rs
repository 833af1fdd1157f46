use super::{
    client::{ClientAccess, client},
    forbidden,
};
use crate::{
    domain::{Context, Error, Result},
    model::{
        access::{Action, Relation},
        collection::AccessLevel,
        id::{CollectionId, OrganizationId},
        key::Ciphertext,
        role::{Right, Role, Status},
    },
    store::{self, Connection, sql},
};

/// Proof: the caller may do the action with this collection. It reaches the collection's name and the access to it, never its items.
///
/// ```
/// use server::access::CollectionAccess;
/// fn of(access: &CollectionAccess) -> server::model::id::CollectionId { access.collection() }
/// ```
///
/// It is not made outside of `access`, and never becomes the proof for items:
/// ```compile_fail
/// use server::{access::CollectionAccess, model::{id::{CollectionId, OrganizationId}, key::Ciphertext}};
/// fn of(organization: OrganizationId, collection: CollectionId, name: Ciphertext) -> CollectionAccess { CollectionAccess { organization, collection, name } }
/// ```
/// ```compile_fail
/// use server::access::{CollectionAccess, ItemAccess};
/// fn of(access: CollectionAccess) -> ItemAccess { access.into() }
/// ```
#[derive(Clone, Debug)]
pub struct CollectionAccess {
    organization: OrganizationId,
    collection: CollectionId,
    name: Ciphertext,
}

impl CollectionAccess {
    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The collection.
    pub fn collection(&self) -> CollectionId {
        self.collection
    }

    /// Its present name.
    pub fn name(&self) -> &Ciphertext {
        &self.name
    }
}

/// How a collection stands to the caller.
#[derive(Clone, Copy, Debug)]
pub struct CollectionStanding {
    /// Whether a member who is not revoked manages it, by himself or in a group.
    pub is_managed: bool,
    /// What the caller's own grants amount to, as a member, by himself and in groups.
    pub own: Option<AccessLevel>,
}

/// Whether the caller, who was let into an action on collections, sees all of them and not only those that he has a grant to.
pub fn sees_all_collections(client: &ClientAccess) -> bool {
    match client.relation() {
        Relation::Provider(_) | Relation::Member(Role::Owner | Role::Admin, _) => true,
        Relation::Member(Role::Custom, rights) => rights.holds(Right::EditAnyCollection) || rights.holds(Right::DeleteAnyCollection),
        Relation::Member(Role::User, _) => false,
    }
}

/// Whether the caller may do the action with a collection that he sees.
///
/// Organizations have no settings about collections yet: the defaults of the field hold. Members may make and delete collections
/// without limit, and owners and admins reach those that they manage, and those that nobody manages, so that none is lost.
pub fn may_with_collection(client: &ClientAccess, action: Action, standing: CollectionStanding) -> bool {
    let manages = standing.own.is_some_and(AccessLevel::is_manage);
    action.is_open_to(client.relation())
        && match client.relation() {
            Relation::Provider(_) => true,
            Relation::Member(Role::Owner | Role::Admin, _) => manages || !standing.is_managed,
            Relation::Member(Role::User, _) => manages,
            // The table asks for the right.
            Relation::Member(Role::Custom, _) if action == Action::ClientCollectionsDelete => true,
            Relation::Member(Role::Custom, rights) => manages || rights.holds(Right::EditAnyCollection),
        }
}

/// Loads the caller's standing in an organization and to some of its collections, and checks the action with each of them.
/// The proofs come in the order of the ids.
pub async fn collections(
    db: &mut Connection,
    context: &Context,
    organization: OrganizationId,
    ids: &[CollectionId],
    action: Action,
) -> Result<(ClientAccess, Vec<CollectionAccess>)> {
    let client = client(db, context, organization, action).await?;
    let mut found = load(db, &client, ids).await?;
    let sees_all = sees_all_collections(&client);
    let mut proofs = Vec::with_capacity(ids.len());
    let mut is_forbidden = false;
    for id in ids {
        let place = found.iter().position(|(access, _)| access.collection == *id).ok_or_else(Error::not_found)?;
        let (access, standing) = found.swap_remove(place);
        if !sees_all && standing.own.is_none() {
            return Err(Error::not_found());
        }
        is_forbidden |= !may_with_collection(&client, action, standing);
        proofs.push(access);
    }
    if is_forbidden { Err(forbidden()) } else { Ok((client, proofs)) }
}

/// The same for one collection.
pub async fn collection(
    db: &mut Connection,
    context: &Context,
    organization: OrganizationId,
    id: CollectionId,
    action: Action,
) -> Result<(ClientAccess, CollectionAccess)> {
    let (client, mut proofs) = collections(db, context, organization, &[id], action).await?;
    let proof = proofs.pop().ok_or(Error::Internal("a collection without a proof"))?;
    Ok((client, proof))
}

async fn load(db: &mut Connection, client: &ClientAccess, ids: &[CollectionId]) -> Result<Vec<(CollectionAccess, CollectionStanding)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let organization = client.organization();
    let mut query = sql("SELECT c.id, c.name, own.read_only, own.hide_passwords, own.manage, ")
        .bind(organization)
        .bind(Status::Revoked)
        .bind(client.membership().map(super::MemberOf::member));
    query.push(store::collections::IS_MANAGED).push(" AS is_managed FROM collections c").push(store::collections::OWN);
    query.push(" WHERE c.organization_id = $1 AND c.id IN (");
    query.push_list(ids.iter().copied()).push(")");
    let mut found = Vec::with_capacity(ids.len());
    for row in db.rows(query).await? {
        let access = CollectionAccess { organization, collection: row.get("id")?, name: row.get("name")? };
        found.push((access, CollectionStanding { is_managed: row.get("is_managed")?, own: store::collections::own_level(&row)? }));
    }
    Ok(found)
}
