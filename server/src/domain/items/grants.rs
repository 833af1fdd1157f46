use crate::{
    access::ItemAccess,
    domain::{Error, Result},
    model::{error::ErrorCode, id::CollectionId, item::COLLECTIONS_MAX},
    store::{self, Connection},
};

/// The collections named, if the member may put items into each of them.
pub(super) async fn editable(db: &mut Connection, access: &ItemAccess, named: &[CollectionId]) -> Result<Vec<CollectionId>> {
    let mut collections = named.to_vec();
    collections.sort_unstable();
    collections.dedup();
    if collections.is_empty() {
        return Err(Error::field("collections", "Choose at least one collection."));
    }
    if collections.len() > COLLECTIONS_MAX {
        return Err(Error::field("collections", "Choose at most 100 collections."));
    }
    let grants = store::collections::grants(db, access.organization(), access.member(), &collections).await?;
    for collection in &collections {
        match grants.iter().find(|grant| grant.collection == *collection) {
            None => return Err(Error::not_found()),
            Some(grant) if !grant.may_edit => {
                return Err(Error::refused(ErrorCode::Forbidden, "You can only view the items of this collection. Ask somebody who manages it."));
            }
            Some(_) => {}
        }
    }
    Ok(collections)
}

/// Those of these collections in which the member may only view the items.
pub(super) async fn view_only(db: &mut Connection, access: &ItemAccess, collections: &[CollectionId]) -> Result<Vec<CollectionId>> {
    let grants = store::collections::grants(db, access.organization(), access.member(), collections).await?;
    Ok(grants.into_iter().filter(|grant| !grant.may_edit).map(|grant| grant.collection).collect())
}
