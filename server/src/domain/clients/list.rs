use crate::{
    access,
    domain::{Context, Result},
    model::{
        access::Action,
        client::{ClientPage, ClientSummary, ListClientsRequest},
        page::Page,
        provider::ProviderRequest,
    },
    store::{self, clients::Viewer, cursor},
};

pub async fn list(context: &Context, request: ListClientsRequest) -> Result<ClientPage> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsList).await?;
    let rows = cursor::page_rows(request.rows);
    let list = ("clients", request.provider, &request.filter);
    let after = request.cursor.as_ref().map(|at| cursor::parse(&list, at)).transpose()?;
    let found = store::clients::list(&mut db, Viewer::from(&access), &request.filter, after, rows + 1).await?;
    let page = cursor::page(found, rows, |last| cursor::make(&list, &last.order(request.filter.sort)))?;
    Ok(Page { rows: page.rows.into_iter().map(|row| row.view).collect(), next: page.next })
}

pub async fn summary(context: &Context, request: ProviderRequest) -> Result<ClientSummary> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsList).await?;
    Ok(store::clients::summary(&mut db, Viewer::from(&access)).await?)
}
