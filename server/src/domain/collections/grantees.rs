use crate::{
    access,
    domain::{Context, Result},
    model::{
        access::Action,
        collection::{FindGranteesRequest, GranteeView},
        member::MemberFilter,
        role::Status,
    },
    store,
};

/// Groups, and members, in one answer: as many as somebody reads before he types more letters.
const ROWS: u32 = 20;

/// Groups and members who can be given access, by a part of a name or e-mail. Every member may make a collection, and so says who gets
/// in: this shows him names and no more of the others.
pub async fn grantees(context: &Context, request: FindGranteesRequest) -> Result<Vec<GranteeView>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientCollectionsGrantees).await?;
    let groups = store::groups::list(&mut db, client.organization(), &request.search, None, ROWS).await?;
    let filter = MemberFilter { search: request.search, ..MemberFilter::default() };
    let members = store::members::list(&mut db, client.organization(), &filter, None, ROWS).await?;
    let groups = groups.into_iter().map(|row| GranteeView::Group { group: row.id, name: row.name, members: row.members });
    let members = members.into_iter().filter(|row| row.status != Status::Revoked).map(|row| GranteeView::Member {
        member: row.id,
        name: row.name.unwrap_or_default(),
        email: row.email,
        status: row.status,
    });
    Ok(groups.chain(members).collect())
}
