use super::client::{ClientAccess, client};
use crate::{
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{GroupId, OrganizationId},
    },
    store::{Connection, sql},
};

/// Proof: the caller may do the action with this group. It reaches who is in it and what it gives access to, never an item.
///
/// ```
/// use server::access::GroupAccess;
/// fn of(access: &GroupAccess) -> server::model::id::GroupId { access.group() }
/// ```
///
/// It is not made outside of `access`, and never becomes the proof for items:
/// ```compile_fail
/// use server::{access::GroupAccess, model::id::{GroupId, OrganizationId}};
/// fn of(organization: OrganizationId, group: GroupId, name: String) -> GroupAccess { GroupAccess { organization, group, name } }
/// ```
/// ```compile_fail
/// use server::access::{GroupAccess, ItemAccess};
/// fn of(access: GroupAccess) -> ItemAccess { access.into() }
/// ```
#[derive(Clone, Debug)]
pub struct GroupAccess {
    organization: OrganizationId,
    group: GroupId,
    name: String,
}

impl GroupAccess {
    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The group.
    pub fn group(&self) -> GroupId {
        self.group
    }

    /// Its present name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Loads the caller's standing in an organization and one of its groups, and checks the action.
pub async fn group(db: &mut Connection, context: &Context, organization: OrganizationId, id: GroupId, action: Action) -> Result<(ClientAccess, GroupAccess)> {
    let client = client(db, context, organization, action).await?;
    let query = sql("SELECT name FROM member_groups WHERE organization_id = $1 AND id = $2").bind(client.organization()).bind(id);
    let row = db.row(query).await?.ok_or_else(Error::not_found)?;
    let access = GroupAccess { organization: client.organization(), group: id, name: row.get("name")? };
    Ok((client, access))
}
