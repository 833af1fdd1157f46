use crate::{
    access,
    domain::{Context, Result},
    model::{
        access::Action,
        page::{PAGE_ROWS, Page},
        person::{ListPeopleRequest, PeopleView, PersonView, Scope},
    },
    store::{self, cursor},
};

pub async fn list(context: &Context, request: ListPeopleRequest) -> Result<PeopleView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderUsersList).await?;
    let list = ("people", request.provider, &request.search, request.status);
    let after = request.cursor.as_ref().map(|at| cursor::parse::<String>(&list, at)).transpose()?;
    let found = store::people::list(&mut db, &request, after, PAGE_ROWS + 1).await?;
    let page = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &last.email))?;
    let limited = page.rows.iter().filter(|row| !row.sees_all_clients).map(|row| row.id).collect::<Vec<_>>();
    let mut scopes = store::people::scopes(&mut db, access.provider(), &limited).await?;
    let rows = page
        .rows
        .into_iter()
        .map(|row| PersonView {
            id: row.id,
            user_id: row.user,
            name: row.name.unwrap_or_default(),
            email: row.email,
            role: row.role,
            status: row.status,
            scope: if row.sees_all_clients { Scope::AllClients } else { Scope::Clients(scopes.remove(&row.id).unwrap_or_default()) },
            invited_at: row.invited_at,
            is_me: row.id == access.person(),
        })
        .collect();
    let counts = store::people::counts(&mut db, access.provider()).await?;
    Ok(PeopleView { page: Page { rows, next: page.next }, counts })
}
