use std::{collections::BTreeSet, pin::Pin, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use server::model::id::UserId;
use vault::import::{Format, ImportError, Target};
use worker::{Failure, Summary};

use super::{
    ask::clear_desk,
    file::{Reading, Source, Unread, read_again},
    frame::warn_before_leaving,
    send::Stop,
};
use crate::{
    i18n::t,
    session::{KeyError, Session},
    ui::{Selection, Toasts},
};

/// Tells which items of the file are in the vault already, by their positions.
pub type Compare = fn(Session) -> Pin<Box<dyn Future<Output = Result<Vec<u32>, String>>>>;

/// Where one is in the import of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Choose,
    Check,
    Send,
    Done,
}

/// The import of one file, from choosing it to its end. It lives as long as the page, whichever view is open.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub session: Session,
    pub toasts: Toasts,
    pub step: RwSignal<Step>,
    /// A file cannot leave the thread that it belongs to.
    pub source: RwSignal<Option<Source>, LocalStorage>,
    pub busy: RwSignal<bool>,
    /// Why the file was not read, or not sent.
    pub problem: RwSignal<Option<String>>,
    /// Whether it opens only with a password or a key file.
    pub is_protected: RwSignal<bool>,
    pub password: RwSignal<String>,
    /// Id of the format to read it as; empty: recognize it.
    pub format: RwSignal<String>,
    pub columns: RwSignal<Option<Vec<Target>>>,
    pub summary: RwSignal<Option<Arc<Summary>>>,
    /// Positions of the items that go.
    pub selection: Selection,
    /// Positions of the items that are in the vault already, as far as that was compared.
    pub here: RwSignal<BTreeSet<u32>>,
    pub progress: Sending,
    compare: Option<Compare>,
    on_read: Callback<Arc<Summary>>,
}

/// How far the sending has come.
#[derive(Clone, Copy)]
pub struct Sending {
    pub is_running: RwSignal<bool>,
    pub is_cancelled: RwSignal<bool>,
    pub done: RwSignal<u32>,
    pub total: RwSignal<u32>,
    /// What it waits for.
    pub note: RwSignal<Option<String>>,
    /// Why it stopped.
    pub stopped: RwSignal<Option<String>>,
}

impl Wizard {
    /// `on_read` is told each time that a file was read.
    pub fn new(compare: Option<Compare>, on_read: Callback<Arc<Summary>>) -> Self {
        let wizard = Self {
            session: Session::get(),
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
            here: RwSignal::new(BTreeSet::new()),
            progress: Sending {
                is_running: RwSignal::new(false),
                is_cancelled: RwSignal::new(false),
                done: RwSignal::new(0),
                total: RwSignal::new(0),
                note: RwSignal::new(None),
                stopped: RwSignal::new(None),
            },
            compare,
            on_read,
        };
        warn_before_leaving(wizard);
        wizard
    }

    pub fn user(self) -> Option<UserId> {
        untrack(|| self.session.me()).map(|me| me.id)
    }

    /// Begins with a file.
    pub fn take(self, source: Source) {
        self.restart();
        self.source.set(Some(source.clone()));
        self.start(async move { source.read(Reading::default()).await });
    }

    /// Back to the first step, with nothing of what was there.
    pub fn restart(self) {
        if self.source.with_untracked(Option::is_some) {
            spawn_local(clear_desk());
        }
        self.step.set(Step::Choose);
        self.source.set(None);
        self.problem.set(None);
        self.is_protected.set(false);
        self.password.set(String::new());
        self.format.set(String::new());
        self.columns.set(None);
        self.summary.set(None);
        self.selection.clear();
        self.here.set(BTreeSet::new());
    }

    /// Reads the file in another way: as another format, with other columns.
    pub fn read_anew(self) {
        let Some(source) = self.source.get_untracked() else { return };
        let reading = self.reading();
        self.start(async move { read_again(&source, reading).await });
    }

    /// Tries the password, and the key file if there is one.
    pub fn unlock_file(self) {
        let Some(source) = self.source.get_untracked() else { return };
        let reading = self.reading();
        self.start(async move { source.read(reading).await });
    }

    pub fn reading(self) -> Reading {
        let format = self.format.with_untracked(|id| Format::ALL.iter().find(|format| format.id() == id).copied());
        let password = self.password.get_untracked();
        Reading { format, password: (!password.is_empty()).then(|| password.into()), columns: self.columns.get_untracked() }
    }

    fn start(self, reading: impl Future<Output = Result<Summary, Unread>> + 'static) {
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = reading.await;
            let here = match (&answer, self.compare) {
                (Ok(summary), Some(compare)) if summary.items > 0 => compare(self.session).await,
                _ => Ok(Vec::new()),
            };
            // The signals are gone when the person has left meanwhile.
            if self.busy.try_set(false).is_none() {
                self.show(answer, here);
            }
        });
    }

    fn show(self, answer: Result<Summary, Unread>, here: Result<Vec<u32>, String>) {
        match answer {
            Ok(summary) => match here {
                Ok(here) => self.check(summary, here.into_iter().collect()),
                Err(reason) => {
                    self.step.set(Step::Choose);
                    self.problem.set(Some(reason));
                }
            },
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

    fn check(self, summary: Summary, here: BTreeSet<u32>) {
        self.selection.clear();
        let mut twice = summary.twice.iter().copied().peekable();
        let is_new = |at: &u32| twice.next_if_eq(at).is_none() && !here.contains(at);
        self.selection.add((0..summary.items).filter(is_new).map(|at| at.to_string()));
        self.here.set(here);
        let summary = Arc::new(summary);
        self.on_read.run(summary.clone());
        self.summary.set(Some(summary));
        self.is_protected.set(false);
        self.step.set(Step::Check);
    }

    /// Positions of the items that go, in the order of the file.
    pub fn chosen(self) -> Vec<u32> {
        let mut chosen: Vec<u32> = untrack(|| self.selection.ids()).iter().filter_map(|id| id.parse().ok()).collect();
        chosen.sort_unstable();
        chosen
    }

    /// Whether the person still wants what is being sent.
    pub fn demand_wanted(self) -> Result<(), Stop> {
        match self.progress.is_cancelled.try_get_untracked() {
            None => Err(Stop::Left),
            Some(false) => Ok(()),
            Some(true) => Err(Stop::Cancelled),
        }
    }

    /// Opens the third step.
    pub fn begin_sending(self, done: u32, total: u32) -> Result<(), Stop> {
        // The person may have left meanwhile.
        self.progress.done.try_set(done).map_or(Ok(()), |_| Err(Stop::Left))?;
        self.progress.total.set(total);
        self.step.set(Step::Send);
        Ok(())
    }

    /// Counts items that have arrived: how many there are now.
    pub fn count_sent(self, items: u32) -> Result<u32, Stop> {
        let done = self.progress.done.try_update(|done| {
            *done += items;
            *done
        });
        done.ok_or(Stop::Left)
    }
}
