//! Statements about collections and the grants to them.

use super::{Connection, StoreError, sql};
use crate::model::id::{CollectionId, MemberId, OrganizationId};

/// What a member may do with the items of a collection.
#[derive(Clone, Copy, Debug)]
pub struct GrantRow {
    pub collection: CollectionId,
    pub may_edit: bool,
}

/// The member's grants to those of the collections that he has one to.
pub async fn grants(db: &mut Connection, organization: OrganizationId, member: MemberId, collections: &[CollectionId]) -> Result<Vec<GrantRow>, StoreError> {
    if collections.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("SELECT collection_id, read_only FROM collection_members WHERE organization_id = $1 AND member_id = $2 AND collection_id IN (")
        .bind(organization)
        .bind(member);
    query.push_list(collections.iter().copied()).push(")");
    let rows = db.rows(query).await?;
    rows.iter().map(|row| Ok(GrantRow { collection: row.get("collection_id")?, may_edit: !row.get::<bool>("read_only")? })).collect()
}
