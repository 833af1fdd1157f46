use crate::{
    access::{self, ProviderAccess},
    domain::{Context, Error, Result},
    model::{
        access::Action,
        page::{PAGE_ROWS, Page},
        person::{ListPeopleRequest, PeopleView, PersonDetails, PersonRequest, PersonView},
    },
    store::{self, cursor, people::ListRow},
};

pub async fn list(context: &Context, request: ListPeopleRequest) -> Result<PeopleView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderUsersList).await?;
    let list = ("people", request.provider, &request.search, request.status);
    let after = request.cursor.as_ref().map(|at| cursor::parse::<String>(&list, at)).transpose()?;
    let found = store::people::list(&mut db, &request, after, PAGE_ROWS + 1).await?;
    let page = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &last.email))?;
    let limited = page.rows.iter().filter(|row| !row.sees_all_clients).map(|row| row.id).collect::<Vec<_>>();
    let chosen = store::people::count_chosen(&mut db, access.provider(), &limited).await?;
    let rows = page.rows.into_iter().map(|row| {
        let count = chosen.get(&row.id).copied().unwrap_or_default();
        view(&access, row, count)
    });
    let rows = rows.collect();
    let counts = store::people::counts(&mut db, access.provider()).await?;
    Ok(PeopleView { page: Page { rows, next: page.next }, counts })
}

/// One person, with the clients that were chosen.
pub async fn get(context: &Context, request: PersonRequest) -> Result<PersonDetails> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderUsersList).await?;
    let row = store::people::listed(&mut db, access.provider(), request.person).await?.ok_or_else(Error::not_found)?;
    let chosen = if row.sees_all_clients { Vec::new() } else { store::people::chosen(&mut db, access.provider(), row.id).await? };
    let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    Ok(PersonDetails { person: view(&access, row, count), chosen })
}

fn view(access: &ProviderAccess, row: ListRow, chosen: u32) -> PersonView {
    PersonView {
        id: row.id,
        user_id: row.user,
        name: row.name.unwrap_or_default(),
        email: row.email,
        role: row.role,
        status: row.status,
        chosen: (!row.sees_all_clients).then_some(chosen),
        invited_at: row.invited_at,
        is_me: row.id == access.person(),
    }
}
