//! Statements about collections and the grants to them.

use super::{Connection, StoreError, sql};
use crate::model::{
    id::{CollectionId, MemberId, OrganizationId},
    key::Ciphertext,
};

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

/// A collection with what a member may do in it.
#[derive(Clone, Debug)]
pub struct CollectionRow {
    pub id: CollectionId,
    pub organization: OrganizationId,
    pub name: Ciphertext,
    pub read_only: bool,
    pub hide_passwords: bool,
    pub manage: bool,
}

/// The collections that a member has a grant to. There are few: each was granted by hand.
pub async fn granted(db: &mut Connection, organization: OrganizationId, member: MemberId) -> Result<Vec<CollectionRow>, StoreError> {
    let query = sql("SELECT c.id, c.name, g.read_only, g.hide_passwords, g.manage FROM collection_members g
        JOIN collections c ON c.organization_id = g.organization_id AND c.id = g.collection_id
        WHERE g.organization_id = $1 AND g.member_id = $2 ORDER BY c.id")
    .bind(organization)
    .bind(member);
    let rows = db.rows(query).await?;
    let row = |row: &super::Row| {
        Ok(CollectionRow {
            id: row.get("id")?,
            organization,
            name: row.get("name")?,
            read_only: row.get("read_only")?,
            hide_passwords: row.get("hide_passwords")?,
            manage: row.get("manage")?,
        })
    };
    rows.iter().map(row).collect()
}
