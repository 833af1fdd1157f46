//! Collections: names that are ciphertext, and who may do what in them.

use super::{Context, Result};
use crate::{
    access,
    model::{
        access::{Action, Relation},
        id::{CollectionId, OrganizationId},
        role::{Right, Role},
    },
    store::{self, collections::NamedRow},
};

/// Rows of a page.
const ROWS: u32 = 500;

/// Collections after one; fewer than a page is the end. Plain members see those that they have a grant to.
pub async fn list_after(context: &Context, organization: OrganizationId, after: Option<CollectionId>) -> Result<(Vec<NamedRow>, Option<CollectionId>)> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, organization, Action::ClientCollectionsList).await?;
    let sees_all = match client.relation() {
        Relation::Provider(_) | Relation::Member(Role::Owner | Role::Admin, _) => true,
        Relation::Member(Role::Custom, rights) => rights.holds(Right::EditAnyCollection) || rights.holds(Right::DeleteAnyCollection),
        Relation::Member(Role::User, _) => false,
    };
    let granted_to = if sees_all { None } else { client.membership().map(access::MemberOf::member) };
    let rows = store::collections::list(&mut db, client.organization(), granted_to, after, ROWS).await?;
    let next = if rows.len() < ROWS as usize { None } else { rows.last().map(|row| row.id) };
    Ok((rows, next))
}
