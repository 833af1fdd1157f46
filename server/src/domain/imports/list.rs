use super::view::Viewer;
use crate::{
    access,
    domain::{Context, Result},
    model::{
        access::Action,
        import::{ImportView, ListImportsRequest},
        page::{PAGE_ROWS, Page},
    },
    store::{
        self, cursor,
        imports::{ImportRow, Place},
    },
};

/// Imports of an organization, newest first. A provider user sees those of his provider.
pub async fn list(context: &Context, request: ListImportsRequest) -> Result<Page<ImportView>> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientImportList).await?;
    let list = ("imports", client.organization(), client.acting_provider());
    let after = request.cursor.map(|cursor| cursor::parse::<Place>(&list, &cursor)).transpose()?;
    let found = store::imports::list(&mut db, client.organization(), client.acting_provider(), after, PAGE_ROWS + 1).await?;
    let place = |last: &ImportRow| Place { at: last.begun_at.0, id: last.id.uuid() };
    let Page { rows, next } = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &place(last)))?;
    let viewer = Viewer::of(&client);
    Ok(Page { rows: rows.into_iter().map(|row| viewer.view(row)).collect(), next })
}
