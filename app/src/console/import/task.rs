use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use server::model::{access::Relation, import::ImportView};
use worker::Summary;

use super::present::{fetch, is_limited};
use crate::{i18n::t, import::Wizard, session::Lock, shell::CurrentOrganization, ui::Choice};

/// The import of a file into an organization.
#[derive(Clone, Copy)]
pub(super) struct Task {
    pub(super) wizard: Wizard,
    pub(super) organization: CurrentOrganization,
    pub(super) into: RwSignal<String>,
    /// Name of the new collection.
    pub(super) collection: RwSignal<String>,
    /// Id of the one that is there.
    pub(super) present: RwSignal<String>,
    /// Those that the person may import into, once they were fetched.
    pub(super) choices: RwSignal<Option<Vec<Choice>>>,
    pub(super) reference: RwSignal<String>,
    pub(super) receipt: RwSignal<Option<ImportView>>,
}

/// The choices of [`Task::into`].
pub(super) const ONE: &str = "one";
pub(super) const FOLDERS: &str = "folders";
pub(super) const PRESENT: &str = "present";

impl Task {
    pub(super) fn new() -> Self {
        let organization = CurrentOrganization::get();
        let into = RwSignal::new(if untrack(|| is_limited(organization.relation())) { PRESENT } else { ONE }.to_owned());
        let collection = RwSignal::new(String::new());
        let on_read = Callback::new(move |summary: Arc<Summary>| {
            if summary.folder_count == 0 && into.with_untracked(|into| into == FOLDERS) {
                into.set(ONE.to_owned());
            }
            if collection.with_untracked(String::is_empty) {
                collection.set(t().imports.collection_default(&today()));
            }
        });
        let task = Self {
            wizard: Wizard::new(None, on_read),
            organization,
            into,
            collection,
            present: RwSignal::new(String::new()),
            choices: RwSignal::new(None),
            reference: RwSignal::new(String::new()),
            receipt: RwSignal::new(None),
        };
        // Names do not outlive the keys.
        Effect::new(move |_| {
            if task.wizard.session.lock() == Lock::Locked {
                task.choices.set(None);
            }
        });
        task
    }

    /// Back to the first step, with nothing of what was there.
    pub(super) fn restart(self) {
        self.wizard.restart();
        self.reference.set(String::new());
        self.receipt.set(None);
    }

    /// Whether it is sent for a provider. Tracks.
    pub(super) fn is_provider(self) -> bool {
        matches!(self.organization.relation(), Relation::Provider(_))
    }

    /// Fetches the collections that the person may import into.
    pub(super) fn fetch_choices(self) {
        let relation = untrack(|| self.organization.relation());
        spawn_local(async move {
            let answer = fetch(self.wizard.session, self.organization.id, relation).await;
            let (choices, problem) = match answer {
                Ok(choices) => (choices, None),
                Err(reason) => (None, Some(reason)),
            };
            // The signals are gone when the person has left meanwhile.
            if self.wizard.problem.try_set(problem).is_some() {
                return;
            }
            let is_there = |choice: &Choice| self.present.with_untracked(|present| *present == choice.value);
            if let Some(first) = choices.iter().flatten().next().filter(|_| !choices.iter().flatten().any(is_there)) {
                self.present.set(first.value.clone());
            }
            self.choices.set(choices);
        });
    }
}

/// "23 Nov", by the person's own calendar.
fn today() -> String {
    let date = js_sys::Date::new_0();
    let month = t().ui.months.split(' ').nth(date.get_month() as usize).unwrap_or_default();
    t().ui.date_of_year(&date.get_date().to_string(), month)
}
