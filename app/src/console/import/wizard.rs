use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use server::model::{id::UserId, import::ImportView};
use vault::import::{Format, ImportError, Target};
use worker::{Failure, Summary};

use super::file::{Reading, Source, Unread, read_again};
use crate::{
    i18n::t,
    session::{KeyError, Session},
    shell::CurrentOrganization,
    ui::{Selection, Toasts},
};

/// Where one is in the import of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Choose,
    Check,
    Send,
    Receipt,
}

/// The import of one file, from choosing it to its receipt. It lives as long as the page, whichever view is open.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub(super) session: Session,
    pub(super) organization: CurrentOrganization,
    pub(super) toasts: Toasts,
    pub(super) step: RwSignal<Step>,
    /// A file cannot leave the thread that it belongs to.
    pub(super) source: RwSignal<Option<Source>, LocalStorage>,
    pub(super) busy: RwSignal<bool>,
    /// Why the file was not read, or not sent.
    pub(super) problem: RwSignal<Option<String>>,
    /// Whether it opens only with a password or a key file.
    pub(super) is_protected: RwSignal<bool>,
    pub(super) password: RwSignal<String>,
    /// Id of the format to read it as; empty: recognize it.
    pub(super) format: RwSignal<String>,
    pub(super) columns: RwSignal<Option<Vec<Target>>>,
    pub(super) summary: RwSignal<Option<Arc<Summary>>>,
    /// Positions of the items that go.
    pub(super) selection: Selection,
    pub(super) into: RwSignal<String>,
    pub(super) collection: RwSignal<String>,
    pub(super) reference: RwSignal<String>,
    pub(super) progress: Sending,
    pub(super) receipt: RwSignal<Option<ImportView>>,
}

/// How far the sending has come.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    pub(super) is_running: RwSignal<bool>,
    pub(super) is_cancelled: RwSignal<bool>,
    pub(super) done: RwSignal<u32>,
    pub(super) total: RwSignal<u32>,
    /// What it waits for.
    pub(super) note: RwSignal<Option<String>>,
    /// Why it stopped.
    pub(super) stopped: RwSignal<Option<String>>,
}

/// The choices of [`Wizard::into`].
pub(super) const ONE: &str = "one";
pub(super) const FOLDERS: &str = "folders";

impl Wizard {
    pub(super) fn new() -> Self {
        Self {
            session: Session::get(),
            organization: CurrentOrganization::get(),
            toasts: Toasts::get(),
            step: RwSignal::new(Step::Choose),
            source: RwSignal::new_local(None),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            is_protected: RwSignal::new(false),
            password: RwSignal::new(String::new()),
            format: RwSignal::new(String::new()),
            columns: RwSignal::new(None),
            summary: RwSignal::new(None),
            selection: Selection::new(),
            into: RwSignal::new(ONE.to_owned()),
            collection: RwSignal::new(String::new()),
            reference: RwSignal::new(String::new()),
            progress: Sending {
                is_running: RwSignal::new(false),
                is_cancelled: RwSignal::new(false),
                done: RwSignal::new(0),
                total: RwSignal::new(0),
                note: RwSignal::new(None),
                stopped: RwSignal::new(None),
            },
            receipt: RwSignal::new(None),
        }
    }

    pub(super) fn user(self) -> Option<UserId> {
        untrack(|| self.session.me()).map(|me| me.id)
    }

    /// Begins with a file.
    pub(super) fn take(self, source: Source) {
        self.restart();
        self.source.set(Some(source.clone()));
        self.start(async move { source.read(Reading::default()).await });
    }

    /// Back to the first step, with nothing of what was there.
    pub(super) fn restart(self) {
        self.step.set(Step::Choose);
        self.source.set(None);
        self.problem.set(None);
        self.is_protected.set(false);
        self.password.set(String::new());
        self.format.set(String::new());
        self.columns.set(None);
        self.summary.set(None);
        self.selection.clear();
        self.reference.set(String::new());
        self.receipt.set(None);
    }

    /// Reads the file in another way: as another format, with other columns.
    pub(super) fn read_anew(self) {
        let Some(source) = self.source.get_untracked() else { return };
        let reading = self.reading();
        self.start(async move { read_again(&source, reading).await });
    }

    /// Tries the password, and the key file if there is one.
    pub(super) fn unlock_file(self) {
        let Some(source) = self.source.get_untracked() else { return };
        let reading = self.reading();
        self.start(async move { source.read(reading).await });
    }

    pub(super) fn reading(self) -> Reading {
        let format = self.format.with_untracked(|id| Format::ALL.iter().find(|format| format.id() == id).copied());
        let password = self.password.get_untracked();
        Reading { format, password: (!password.is_empty()).then(|| password.into()), columns: self.columns.get_untracked() }
    }

    fn start(self, reading: impl Future<Output = Result<Summary, Unread>> + 'static) {
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = reading.await;
            // The signals are gone when the person has left meanwhile.
            if self.busy.try_set(false).is_none() {
                self.show(answer);
            }
        });
    }

    fn show(self, answer: Result<Summary, Unread>) {
        match answer {
            Ok(summary) => self.check(summary),
            Err(Unread::Keys(KeyError::Failed(Failure::File(error @ (ImportError::PasswordNeeded | ImportError::WrongPassword))))) => {
                self.step.set(Step::Choose);
                self.is_protected.set(true);
                // The first time nothing was wrong yet.
                self.problem.set((error == ImportError::WrongPassword).then(|| t().imports.fail_password.to_owned()));
            }
            Err(error) => {
                self.step.set(Step::Choose);
                self.problem.set(Some(error.message()));
            }
        }
    }

    fn check(self, summary: Summary) {
        self.selection.clear();
        let mut twice = summary.twice.iter().copied().peekable();
        let is_first = |at: &u32| twice.next_if_eq(at).is_none();
        self.selection.add((0..summary.items).filter(is_first).map(|at| at.to_string()));
        if summary.folder_count == 0 {
            self.into.set(ONE.to_owned());
        }
        if self.collection.with_untracked(String::is_empty) {
            self.collection.set(t().imports.collection_default(&today()));
        }
        self.summary.set(Some(Arc::new(summary)));
        self.is_protected.set(false);
        self.step.set(Step::Check);
    }

    /// Positions of the items that go, in the order of the file.
    pub(super) fn chosen(self) -> Vec<u32> {
        let mut chosen: Vec<u32> = untrack(|| self.selection.ids()).iter().filter_map(|id| id.parse().ok()).collect();
        chosen.sort_unstable();
        chosen
    }
}

/// "23 Nov", by the person's own calendar.
fn today() -> String {
    let date = js_sys::Date::new_0();
    let month = t().ui.months.split(' ').nth(date.get_month() as usize).unwrap_or_default();
    format!("{} {month}", date.get_date())
}
