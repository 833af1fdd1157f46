use super::client::{MemberOf, standing};
use crate::{
    domain::{Context, Error, Result},
    model::{
        access::{Action, Kind, Relation},
        error::ErrorCode,
        id::{ItemId, MemberId, OrganizationId, UserId},
        role::Status,
    },
    store::{Connection, sql},
};

/// Proof: the caller may touch items of this organization as far as his own grants reach.
///
/// It is made from a confirmed membership and nothing else. Being a provider user never yields it:
///
/// ```
/// use server::access::{ClientAccess, ItemAccess, MemberOf, ProviderAccess};
/// fn of(access: &ItemAccess) -> server::model::id::MemberId { access.member() }
/// ```
///
/// Not from the place of a provider user:
/// ```compile_fail
/// use server::access::{ItemAccess, ProviderAccess};
/// fn of(access: ProviderAccess) -> ItemAccess { access.into() }
/// ```
///
/// Not from a client seen from the portal:
/// ```compile_fail
/// use server::access::{ItemAccess, LinkedClient};
/// fn of(client: LinkedClient) -> ItemAccess { client.into() }
/// ```
///
/// Not from administering an organization:
/// ```compile_fail
/// use server::access::{ClientAccess, ItemAccess};
/// fn of(client: ClientAccess) -> ItemAccess { client.into() }
/// ```
///
/// Outside of `access` not even from a membership, neither by its fields nor by its maker:
/// ```compile_fail
/// use server::access::{ItemAccess, MemberOf};
/// fn of(membership: MemberOf) -> ItemAccess { ItemAccess { membership } }
/// ```
/// ```compile_fail
/// use server::access::{ItemAccess, MemberOf};
/// fn of(membership: MemberOf) -> ItemAccess { ItemAccess::from_membership(membership) }
/// ```
///
/// And the statements over items take no other proof:
/// ```
/// use server::{access::ItemAccess, store::{Connection, items::{Which, reached}}};
/// async fn read(db: &mut Connection, access: &ItemAccess) { let _ = reached(db, access, Which::After(None), 1).await; }
/// ```
/// ```compile_fail
/// use server::{access::ClientAccess, store::{Connection, items::{Which, reached}}};
/// async fn read(db: &mut Connection, access: &ClientAccess) { let _ = reached(db, access, Which::After(None), 1).await; }
/// ```
#[derive(Clone, Debug)]
pub struct ItemAccess {
    membership: MemberOf,
}

impl ItemAccess {
    fn from_membership(membership: MemberOf) -> Self {
        Self { membership }
    }

    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.membership.organization()
    }

    /// The caller.
    pub fn user(&self) -> UserId {
        self.membership.user()
    }

    /// The membership by which he touches items.
    pub fn membership(&self) -> &MemberOf {
        &self.membership
    }

    /// The member whose grants hold.
    pub fn member(&self) -> MemberId {
        self.membership.member()
    }
}

/// What became of a wish to touch items.
pub enum ItemAnswer {
    Granted(ItemAccess),
    /// A provider user without a membership: the caller must record the attempt, then refuse with this error.
    Restricted {
        organization_name: String,
        provider: crate::model::id::ProviderId,
        error: Error,
    },
}

/// The organization of an item, among those in which the caller is a confirmed member or a confirmed user of the provider.
/// It proves nothing: [`items`] decides. For clients that name an item and no organization.
pub async fn organization_of(db: &mut Connection, context: &Context, item: ItemId) -> Result<Option<OrganizationId>> {
    let query = sql("SELECT i.organization_id FROM members m JOIN items i ON i.organization_id = m.organization_id AND i.id = $2
            WHERE m.user_id = $1 AND m.status = $3
        UNION SELECT i.organization_id FROM provider_users u JOIN provider_clients c ON c.provider_id = u.provider_id
            JOIN items i ON i.organization_id = c.organization_id AND i.id = $2
            WHERE u.user_id = $1 AND u.status = $3")
    .bind(context.session()?.user_id)
    .bind(item)
    .bind(Status::Confirmed);
    Ok(db.row(query).await?.map(|row| row.get("organization_id")).transpose()?)
}

/// Those of the ids that are items of the organization, for the log of a refusal. It proves nothing, and nobody is told.
pub async fn items_among(db: &mut Connection, organization: OrganizationId, ids: &[ItemId]) -> Result<Vec<ItemId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT id FROM items WHERE organization_id = $1 AND id IN (").bind(organization);
    query.push_list(ids.iter().copied()).push(")");
    db.rows(query).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Loads the caller's membership and checks an action on items.
pub async fn items(db: &mut Connection, context: &Context, organization: OrganizationId, action: Action) -> Result<ItemAnswer> {
    let session = context.session()?;
    let standing = standing(db, session.user_id, organization).await?.ok_or_else(Error::not_found)?;
    let rule = action.rule().ok_or(Error::Internal("an action without a rule"))?;
    match (standing.membership, standing.provider_role, standing.linked_provider) {
        (Some(membership), _, _) => {
            if !action.is_open_to(Relation::Member(membership.role(), membership.rights())) {
                return Err(super::forbidden());
            }
            if rule.kind == Kind::Command && context.shown_client() != Some(organization) {
                return Err(Error::refused(
                    ErrorCode::WrongClient,
                    "This page shows another organization than the one you are changing. Reload the page and try again.",
                ));
            }
            super::demand_not_suspended(rule, standing.is_suspended, "organization")?;
            super::demand_step_up(context, session, rule)?;
            Ok(ItemAnswer::Granted(ItemAccess::from_membership(membership)))
        }
        (None, Some(_), Some(provider)) => Ok(ItemAnswer::Restricted {
            organization_name: standing.name,
            provider,
            error: Error::refused(
                ErrorCode::ProviderVaultRestricted,
                "Provider users cannot view, manage, create or export items in a client's vault. You can import data; the client's own people work with the items.",
            ),
        }),
        _ => Err(Error::not_found()),
    }
}
