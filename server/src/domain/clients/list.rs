use crate::{
    access,
    domain::{
        Context, Result,
        csv::{self, Table},
    },
    model::{
        access::Action,
        client::{ClientPage, ClientStatus, ClientSummary, ExportClientsRequest, ListClientsRequest},
        page::{Page, TextFile},
        provider::ProviderRequest,
        role::Plan,
        text::Tag,
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

/// Rows that the making of a file reads at a time.
const EXPORT_CHUNK: u32 = 1_000;

/// The clients as a file: what the filter shows, in its order.
pub async fn export_csv(context: &Context, request: ExportClientsRequest) -> Result<TextFile> {
    let ExportClientsRequest { provider, filter } = request;
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, provider, Action::ProviderClientsList).await?;
    drop(db);
    let _turn = csv::turn(provider.uuid()).await?;
    let mut table = Table::new(&["Name", "Status", "Plan", "Seats", "Seats used", "Members to confirm", "Members invited", "Tags", "Last activity (UTC)"]);
    let mut after = None;
    loop {
        // A connection for each chunk: between two of them others get theirs.
        let rows = store::clients::list(&mut context.read().await?, Viewer::from(&access), &filter, after, EXPORT_CHUNK).await?;
        for row in &rows {
            let client = &row.view;
            let numbers = [client.seats, client.occupied, client.to_confirm, client.invited].map(|number| number.to_string());
            let [seats, used, to_confirm, invited] = &numbers;
            let tags = client.tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(", ");
            let last = client.last_activity.map(csv::utc).unwrap_or_default();
            table.row(&[client.name.as_str(), status(client.status), plan(client.plan), seats, used, to_confirm, invited, &tags, &last])?;
        }
        after = rows.last().map(|last| last.order(filter.sort));
        if rows.len() < EXPORT_CHUNK as usize {
            return Ok(TextFile { name: "clients.csv".to_owned(), content: table.finish() });
        }
    }
}

const fn status(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Active => "Active",
        ClientStatus::SettingUp => "Setting up",
        ClientStatus::Suspended => "Suspended",
    }
}

const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Teams => "Teams",
        Plan::Enterprise => "Enterprise",
    }
}

pub async fn summary(context: &Context, request: ProviderRequest) -> Result<ClientSummary> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsList).await?;
    Ok(store::clients::summary(&mut db, Viewer::from(&access)).await?)
}
