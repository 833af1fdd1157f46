use std::sync::Arc;

use leptos::prelude::*;
use server::model::import::ImportView;
use worker::Summary;

use crate::{i18n::t, import::Wizard, shell::CurrentOrganization};

/// The import of a file into an organization.
#[derive(Clone, Copy)]
pub(super) struct Task {
    pub(super) wizard: Wizard,
    pub(super) organization: CurrentOrganization,
    pub(super) into: RwSignal<String>,
    pub(super) collection: RwSignal<String>,
    pub(super) reference: RwSignal<String>,
    pub(super) receipt: RwSignal<Option<ImportView>>,
}

/// The choices of [`Task::into`].
pub(super) const ONE: &str = "one";
pub(super) const FOLDERS: &str = "folders";

impl Task {
    pub(super) fn new() -> Self {
        let into = RwSignal::new(ONE.to_owned());
        let collection = RwSignal::new(String::new());
        let on_read = Callback::new(move |summary: Arc<Summary>| {
            if summary.folder_count == 0 && into.with_untracked(|into| into == FOLDERS) {
                into.set(ONE.to_owned());
            }
            if collection.with_untracked(String::is_empty) {
                collection.set(t().imports.collection_default(&today()));
            }
        });
        Self {
            wizard: Wizard::new(None, on_read),
            organization: CurrentOrganization::get(),
            into,
            collection,
            reference: RwSignal::new(String::new()),
            receipt: RwSignal::new(None),
        }
    }

    /// Back to the first step, with nothing of what was there.
    pub(super) fn restart(self) {
        self.wizard.restart();
        self.reference.set(String::new());
        self.receipt.set(None);
    }
}

/// "23 Nov", by the person's own calendar.
fn today() -> String {
    let date = js_sys::Date::new_0();
    let month = t().ui.months.split(' ').nth(date.get_month() as usize).unwrap_or_default();
    format!("{} {month}", date.get_date())
}
