use std::{pin::Pin, sync::Arc};

use leptos::prelude::*;
use server::{
    api::vault::list_own_items,
    model::item::{Detail, ListOwnItemsRequest},
};
use worker::{ImportAnswer, ImportCall, Summary};

use crate::{
    failure::failure_text,
    import::{Wizard, ask_import, key_text},
    session::Session,
};

/// The import of a file into the person's own vault.
#[derive(Clone, Copy)]
pub(super) struct Task {
    pub(super) wizard: Wizard,
    pub(super) into: RwSignal<String>,
    /// Items that were imported.
    pub(super) imported: RwSignal<u32>,
}

/// The choices of [`Task::into`].
pub(super) const FOLDERS: &str = "folders";
pub(super) const NOWHERE: &str = "nowhere";

impl Task {
    pub(super) fn new() -> Self {
        let into = RwSignal::new(FOLDERS.to_owned());
        let on_read = Callback::new(move |summary: Arc<Summary>| {
            if summary.folder_count == 0 {
                into.set(FOLDERS.to_owned());
            }
        });
        Self { wizard: Wizard::new(Some(compare), on_read), into, imported: RwSignal::new(0) }
    }
}

/// Fetches what the person has, to be compared in the worker: once for each time that the keys are open.
fn compare(session: Session) -> Pin<Box<dyn Future<Output = Result<Vec<u32>, String>>>> {
    Box::pin(async move {
        if let Some(here) = here().await? {
            return Ok(here);
        }
        let mut request = ListOwnItemsRequest { cursor: None, detail: Detail::Whole };
        loop {
            let page = session.call(|| list_own_items(request.clone())).await.map_err(|error| failure_text(&error))?;
            // What is in the trash may be brought in once more.
            let items = page.rows.into_iter().filter(|item| item.deleted_at.is_none()).map(|item| item.content).collect();
            ask_import(ImportCall::Known { owner: None, items }).await.map_err(key_text)?;
            request.cursor = page.next;
            if request.cursor.is_none() {
                return Ok(here().await?.unwrap_or_default());
            }
        }
    })
}

async fn here() -> Result<Option<Vec<u32>>, String> {
    match ask_import(ImportCall::Here).await.map_err(key_text)? {
        ImportAnswer::Here(here) => Ok(here),
        _ => Ok(None),
    }
}
