use crate::{
    access::{self, ClientAccess},
    domain::{
        Context, Error, Result,
        csv::{self, Table},
    },
    model::{
        access::{Action, Relation},
        group::GroupOfMember,
        id::MemberId,
        member::{ListMembersRequest, MemberFilter, MemberRequest, MemberSort, MemberView, MembersView, SeatsView},
        organization::OrganizationRequest,
        page::{Page, TextFile},
        person::StatusCounts,
        role::{Right, Rights, Role, Status},
    },
    store::{
        self, Connection, cursor,
        members::{ListOrder, ListRow},
    },
};
use std::collections::HashMap;

/// Rows that the making of a file reads at a time.
const EXPORT_CHUNK: u32 = 1_000;

/// A page of the members, with counts and seats.
///
/// A Custom member who may only recover accounts sees the members enrolled in account recovery and nobody else.
/// Nobody can enrol yet, so his list is empty.
pub async fn list(context: &Context, request: ListMembersRequest) -> Result<MembersView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientMembersList).await?;
    if sees_enrolled_only(&client) {
        let page = Page { rows: Vec::new(), next: None };
        return Ok(MembersView { page, counts: StatusCounts::default(), seats: SeatsView { seats: 0, occupied: 0 } });
    }
    let organization = client.organization();
    let list = ("members", organization, &request.filter);
    let after = request.cursor.map(|cursor| cursor::parse::<ListOrder>(&list, &cursor)).transpose()?;
    let rows = cursor::page_rows(request.rows);
    let found = store::members::list(&mut db, organization, &request.filter, after, rows + 1).await?;
    let Page { rows, next } = cursor::page(found, rows, |last| cursor::make(&list, &last.order(request.filter.sort)))?;
    let page = Page { rows: views(&mut db, &client, rows).await?, next };
    let counts = store::members::counts(&mut db, organization).await?;
    let seats = store::organizations::seats(&mut db, organization).await?;
    Ok(MembersView { page, counts, seats })
}

/// One member, as the list shows him. Whoever is not in the caller's list is not there.
pub async fn get(context: &Context, request: MemberRequest) -> Result<MemberView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientMembersList).await?;
    if sees_enrolled_only(&client) {
        return Err(Error::not_found());
    }
    view(&mut db, &client, request.member).await
}

/// The same for whoever is about to confirm him.
pub async fn get_to_confirm(context: &Context, request: MemberRequest) -> Result<MemberView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientMembersPublicKeys).await?;
    view(&mut db, &client, request.member).await
}

async fn view(db: &mut Connection, client: &ClientAccess, member: MemberId) -> Result<MemberView> {
    let row = store::members::listed(db, client.organization(), member).await?.ok_or_else(Error::not_found)?;
    views(db, client, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

fn sees_enrolled_only(client: &ClientAccess) -> bool {
    matches!(client.relation(), Relation::Member(Role::Custom, rights) if !rights.holds(Right::ManageUsers))
}

async fn views(db: &mut Connection, client: &ClientAccess, rows: Vec<ListRow>) -> Result<Vec<MemberView>> {
    let mut groups = groups(db, client, &rows).await?;
    let view = |row: ListRow| MemberView {
        groups: groups.remove(&row.id).unwrap_or_default(),
        id: row.id,
        user_id: row.user,
        name: row.name.unwrap_or_default(),
        email: row.email,
        role: row.role,
        rights: row.rights,
        status: row.status,
        invited_at: row.invited_at,
        is_me: row.user == Some(client.user()),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The groups of each of the members, by name.
async fn groups(db: &mut Connection, client: &ClientAccess, rows: &[ListRow]) -> Result<HashMap<MemberId, Vec<GroupOfMember>>> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let mut groups = HashMap::<_, Vec<_>>::new();
    for (member, group) in store::groups::of_members(db, client.organization(), &ids).await? {
        groups.entry(member).or_default().push(GroupOfMember { id: group.id, name: group.name });
    }
    Ok(groups)
}

/// All members as a file, in the order of their names.
pub async fn export_csv(context: &Context, request: OrganizationRequest) -> Result<TextFile> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientMembersExportCsv).await?;
    drop(db);
    let _turn = csv::turn(client.organization().uuid()).await?;
    let mut table = Table::new(&["Name", "E-mail", "Role", "Rights", "Status", "Invited (UTC)", "Groups"]);
    let filter = MemberFilter::default();
    let mut after = None;
    loop {
        // A connection for each chunk: between two of them others get theirs.
        let mut db = context.read().await?;
        let rows = store::members::list(&mut db, client.organization(), &filter, after, EXPORT_CHUNK).await?;
        let groups = groups(&mut db, &client, &rows).await?;
        drop(db);
        for row in &rows {
            let (rights, invited) = (words(row.rights), csv::utc(row.invited_at));
            let of_row = groups.get(&row.id).into_iter().flatten().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ");
            table.row(&[row.name.as_deref().unwrap_or_default(), &row.email, role(row.role), &rights, status(row.status), &invited, &of_row])?;
        }
        after = rows.last().map(|last| last.order(MemberSort::Name));
        if rows.len() < EXPORT_CHUNK as usize {
            return Ok(TextFile { name: "members.csv".to_owned(), content: table.finish() });
        }
    }
}

/// A role in words, for files and event logs.
pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Admin => "Admin",
        Role::User => "User",
        Role::Custom => "Custom",
    }
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Revoked => "Revoked",
        Status::Invited => "Invited",
        Status::Accepted => "Needs confirmation",
        Status::Confirmed => "Confirmed",
    }
}

/// Rights in words, for files and event logs.
pub(super) fn words(rights: Rights) -> String {
    let word = |right| match right {
        Right::AccessEventLogs => "access event logs",
        Right::AccessImportExport => "import and export",
        Right::AccessReports => "access reports",
        Right::CreateNewCollections => "create collections",
        Right::EditAnyCollection => "edit any collection",
        Right::DeleteAnyCollection => "delete any collection",
        Right::ManageGroups => "manage groups",
        Right::ManagePolicies => "manage policies",
        Right::ManageSso => "manage single sign-on",
        Right::ManageUsers => "manage users",
        Right::ManageResetPassword => "manage account recovery",
        Right::ManageScim => "manage SCIM",
        Right::ManageAccessRules => "manage access rules",
    };
    rights.iter().map(word).collect::<Vec<_>>().join(", ")
}
