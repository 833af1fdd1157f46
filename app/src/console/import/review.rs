//! Opening an import that waits: its items are decrypted in the worker and compared with what is in the vault.

use std::collections::BTreeSet;

use server::{
    api::{imports::read_held_items, items::list_items},
    model::{
        error::{ApiError, ErrorCode},
        id::{ImportId, ItemId, OrganizationId},
        import::{HeldItemsRequest, ImportCollection},
        item::{Detail, ListItemsRequest},
    },
};
use worker::{HeldText, ImportAnswer, ImportCall, Request, Response, ReviewedItem};

use super::key::{forget_key, open_key};
use crate::{
    failure::failure_text,
    import::{ask_import, clear_desk, key_text},
    session::{KeyError, Session, ask},
};

/// What waits, opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Opened {
    pub(super) items: Vec<ReviewedItem>,
    /// Ids of items that are in the vault already.
    pub(super) known: BTreeSet<String>,
    /// Names of the collections that will be made.
    pub(super) collections: Vec<String>,
}

/// Why it was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The person did not unlock.
    Declined,
    /// It waits no longer.
    Gone,
    Failed(String),
}

impl From<ApiError> for Closed {
    fn from(error: ApiError) -> Self {
        match error.code {
            ErrorCode::NotFound | ErrorCode::Conflict => Self::Gone,
            _ => Self::Failed(failure_text(&error)),
        }
    }
}

impl From<KeyError> for Closed {
    fn from(error: KeyError) -> Self {
        Self::Failed(key_text(error))
    }
}

/// Opens it. Nothing but names comes out of the worker, and the key is dropped afterwards.
pub(super) async fn open(session: Session, organization: OrganizationId, import: ImportId) -> Result<Opened, Closed> {
    open_key(session, organization).await.map_err(Closed::Failed)?.ok_or(Closed::Declined)?;
    let opened = read(session, organization, import).await;
    clear_desk().await;
    forget_key(organization).await;
    opened
}

async fn read(session: Session, organization: OrganizationId, import: ImportId) -> Result<Opened, Closed> {
    clear_desk().await;
    let organization_id = organization.to_string();
    let mut opened = Opened::default();
    let mut request = HeldItemsRequest { organization, import, cursor: None };
    loop {
        let page = session.call(|| read_held_items(request.clone())).await?;
        if request.cursor.is_none() {
            opened.collections = collections(organization, page.collections).await?;
        }
        let items = page.rows.into_iter().map(|held| HeldText { id: held.id.to_string(), content: held.content }).collect();
        match ask_import(ImportCall::Review { organization_id: organization_id.clone(), items }).await? {
            ImportAnswer::Reviewed(items) => opened.items.extend(items),
            _ => return Err(KeyError::Gone.into()),
        }
        match page.next {
            Some(next) => request.cursor = Some(next),
            None => break,
        }
    }
    let mut request = ListItemsRequest { organization, cursor: None, detail: Detail::Whole };
    loop {
        let page = session.call(|| list_items(request.clone())).await?;
        let items = page.rows.into_iter().filter(|item| item.deleted_at.is_none()).map(|item| item.content).collect();
        ask_import(ImportCall::Known { owner: Some(organization_id.clone()), items }).await?;
        match page.next {
            Some(next) => request.cursor = Some(next),
            None => break,
        }
    }
    if let ImportAnswer::Duplicates(ids) = ask_import(ImportCall::Duplicates).await? {
        opened.known = ids.into_iter().collect();
    }
    Ok(opened)
}

async fn collections(organization: OrganizationId, collections: Vec<ImportCollection>) -> Result<Vec<String>, Closed> {
    let made = collections.into_iter().filter_map(|collection| match collection {
        ImportCollection::New(name) => Some(name.into()),
        ImportCollection::Existing(_) => None,
    });
    let request = Request::Decrypt { organization_id: organization.to_string(), texts: made.collect() };
    match ask(request).await? {
        Response::Decrypted(names) => Ok(names.into_iter().flatten().collect()),
        _ => Err(KeyError::Gone.into()),
    }
}

/// The ids that are left out: everything that is not chosen.
pub(super) fn left_out(items: &[ReviewedItem], is_chosen: impl Fn(&str) -> bool) -> Vec<ItemId> {
    items.iter().filter(|item| !is_chosen(&item.id)).filter_map(|item| item.id.parse().ok()).collect()
}
