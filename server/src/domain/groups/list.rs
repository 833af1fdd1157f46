use crate::{
    access::{self, MemberOf},
    domain::{Context, Result},
    model::{
        access::Action,
        group::{GroupDetails, GroupGrant, GroupMemberView, GroupMembersRequest, GroupRequest, GroupView, ListGroupsRequest},
        page::{PAGE_ROWS, Page},
    },
    store::{
        self, cursor,
        groups::{ListOrder, ListedRow, MemberRow},
    },
};

/// The groups of an organization, by name.
pub async fn list(context: &Context, request: ListGroupsRequest) -> Result<Page<GroupView>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientGroupsList).await?;
    let list = ("groups", client.organization(), &request.search);
    let after = request.cursor.map(|cursor| cursor::parse::<ListOrder>(&list, &cursor)).transpose()?;
    let rows = cursor::page_rows(request.rows);
    let found = store::groups::list(&mut db, client.organization(), &request.search, after, rows + 1).await?;
    let Page { rows, next } = cursor::page(found, rows, |last| cursor::make(&list, &last.order()))?;
    Ok(Page { rows: rows.into_iter().map(view).collect(), next })
}

fn view(row: ListedRow) -> GroupView {
    GroupView { id: row.id, name: row.name, members: row.members, collections: row.collections }
}

/// A group, and what it gives access to.
pub async fn get(context: &Context, request: GroupRequest) -> Result<GroupDetails> {
    let mut db = context.read().await?;
    let (client, group) = access::group(&mut db, context, request.organization, request.group, Action::ClientGroupsList).await?;
    let row = store::groups::listed(&mut db, &group).await?;
    let collections = store::groups::collections(&mut db, &group).await?.into_iter().map(|(collection, level)| GroupGrant { collection, level }).collect();
    let is_mine = match client.membership().map(MemberOf::member) {
        Some(own) => store::groups::has_member(&mut db, group.organization(), &[group.group()], own).await?,
        None => false,
    };
    Ok(GroupDetails { group: view(row), collections, is_mine })
}

/// Who is in a group, by name.
pub async fn members(context: &Context, request: GroupMembersRequest) -> Result<Page<GroupMemberView>> {
    let mut db = context.read().await?;
    let (client, group) = access::group(&mut db, context, request.organization, request.group, Action::ClientGroupsList).await?;
    let list = ("group members", group.organization(), group.group());
    let after = request.cursor.map(|cursor| cursor::parse::<ListOrder>(&list, &cursor)).transpose()?;
    let found = store::groups::members(&mut db, &group, after, PAGE_ROWS + 1).await?;
    let Page { rows, next } = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &last.order()))?;
    let view = |row: MemberRow| GroupMemberView {
        member: row.member,
        name: row.name.unwrap_or_default(),
        email: row.email,
        role: row.role,
        status: row.status,
        is_me: row.user == Some(client.user()),
    };
    Ok(Page { rows: rows.into_iter().map(view).collect(), next })
}
