use crate::{
    access::{self, ClientAccess, CollectionStanding, MemberOf, may_with_collection, sees_all_collections},
    domain::{Context, Result},
    model::{
        access::Action,
        collection::{CollectionView, ListCollectionsRequest},
        id::{CollectionId, OrganizationId},
        page::Page,
    },
    store::{
        self,
        collections::{ListedRow, NamedRow, Which},
        cursor,
    },
};

/// Rows of a page.
const ROWS: u32 = 500;

/// Collections with what the caller may do with each. Members without a right over all see those that they have a grant to.
pub async fn list(context: &Context, request: ListCollectionsRequest) -> Result<Page<CollectionView>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientCollectionsList).await?;
    let list = ("collections", client.organization());
    let after = request.cursor.map(|cursor| cursor::parse::<CollectionId>(&list, &cursor)).transpose()?;
    let which = if sees_all_collections(&client) { Which::All } else { Which::Granted };
    let member = client.membership().map(MemberOf::member);
    let found = store::collections::overview(&mut db, client.organization(), (member, which), client.acting_provider(), after, ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, ROWS, |last| cursor::make(&list, &last.id))?;
    Ok(Page { rows: rows.into_iter().map(|row| view(&client, row)).collect(), next })
}

fn view(client: &ClientAccess, row: ListedRow) -> CollectionView {
    let ListedRow { id, name, people, groups, is_managed, imports, own } = row;
    let standing = CollectionStanding { is_managed, own };
    let may = |action| may_with_collection(client, action, standing);
    CollectionView {
        id,
        name,
        people,
        groups,
        is_managed,
        imports: if Action::ClientImportList.is_open_to(client.relation()) { imports } else { 0 },
        level: own,
        may_update: may(Action::ClientCollectionsUpdate),
        may_set_access: may(Action::ClientCollectionsAccess),
        may_delete: may(Action::ClientCollectionsDelete),
    }
}

/// Collections after one, for clients of the protocol; fewer than a page is the end. Plain members see those that they have a grant to.
pub async fn list_after(context: &Context, organization: OrganizationId, after: Option<CollectionId>) -> Result<(Vec<NamedRow>, Option<CollectionId>)> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, organization, Action::ClientCollectionsList).await?;
    let granted_to = if sees_all_collections(&client) { None } else { client.membership().map(MemberOf::member) };
    let rows = store::collections::list(&mut db, client.organization(), granted_to, after, ROWS).await?;
    let next = if rows.len() < ROWS as usize { None } else { rows.last().map(|row| row.id) };
    Ok((rows, next))
}
