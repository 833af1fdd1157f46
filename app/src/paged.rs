//! A list that comes from the server page by page.

use leptos::{prelude::*, task::spawn_local};
use server::model::{
    error::ApiError,
    page::{Cursor, Page},
};

use crate::{failure::failure_text, live::is_passing, patience::pause, ui::LoadState};

/// Of more rows than these a letter takes away what no frame has the time for: they wait for the server, which has the answer in a moment.
const NARROWED_AT_ONCE: usize = 500;

/// More rows than these are not read again because somebody else changed one: whoever has scrolled that far reads, and does not watch.
const REFRESHED: usize = 250;

/// The rows loaded so far. An answer that a newer question has overtaken is dropped.
pub struct Paged<T: Send + Sync + 'static> {
    rows: RwSignal<Vec<T>>,
    state: RwSignal<LoadState>,
    next: RwSignal<Next>,
}

/// Where the next page begins, and the number of the last question.
#[derive(Default)]
struct Next {
    cursor: Option<Cursor>,
    asked: u32,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Send + Sync + 'static> Paged<T> {
    pub fn new() -> Self {
        Self { rows: RwSignal::new(Vec::new()), state: RwSignal::new(LoadState::Loading), next: RwSignal::new(Next::default()) }
    }

    pub fn rows(self) -> RwSignal<Vec<T>> {
        self.rows
    }

    pub fn state(self) -> Signal<LoadState> {
        self.state.into()
    }

    /// Whether the server has more rows. Tracks.
    pub fn has_more(self) -> bool {
        self.next.read().cursor.is_some()
    }

    /// Where the next page begins.
    pub fn next(self) -> Option<Cursor> {
        self.next.read_untracked().cursor.clone()
    }

    /// Asks for the first page. Rows that are there stay in sight until the answer comes.
    pub fn start(self, page: impl Future<Output = Result<Page<T>, ApiError>> + 'static) {
        // The person has left meanwhile.
        if self.rows.is_disposed() {
            return;
        }
        self.state.set(if self.rows.read_untracked().is_empty() { LoadState::Loading } else { LoadState::Refreshing });
        self.ask(page, |rows, page| *rows = page);
    }

    /// Shows at once what is left of the rows where all of them are here, until the server answers a question that is about to be
    /// asked. Where only the first of many are here, nothing is known of the others, and the rows stay as they are.
    pub fn narrow(self, keep: impl Fn(&T) -> bool) {
        let are_all_here = self.next.read_untracked().cursor.is_none() && *self.state.read_untracked() == LoadState::Ready;
        if !are_all_here || self.rows.read_untracked().len() > NARROWED_AT_ONCE {
            return;
        }
        // A letter that every row matches changes nothing, and nothing is built anew for it.
        self.rows.maybe_update(|rows| {
            let before = rows.len();
            rows.retain(keep);
            rows.len() != before
        });
        if self.rows.read_untracked().is_empty() {
            self.state.set(LoadState::Refreshing);
        }
    }

    /// Reads the rows that are here once more, page by page, because others may have changed them. Nothing is to be seen of it but what
    /// is different then, and rows do not change while the person acts on one. A failure leaves the rows as they are, unless it is that
    /// they are not for the person any more.
    pub async fn refresh<F>(self, page: impl Fn(Option<Cursor>) -> F) -> Result<(), ApiError>
    where
        F: Future<Output = Result<Page<T>, ApiError>>,
        T: PartialEq,
    {
        while let (Some(asked), Some(count)) = (self.asked(), self.rows.try_with_untracked(Vec::len)) {
            if count > REFRESHED {
                return Ok(());
            }
            if !self.is_at_rest() {
                pause(1).await;
                continue;
            }
            let (mut rows, mut cursor) = (Vec::new(), None);
            loop {
                match page(cursor.take()).await {
                    Ok(page) => {
                        rows.extend(page.rows);
                        cursor = page.next;
                    }
                    // The person asked for something else, or has left.
                    Err(_) if self.asked() != Some(asked) => break,
                    Err(error) => {
                        if !is_passing(error.code) {
                            self.rows.set(Vec::new());
                            self.state.set(LoadState::Failed(failure_text(&error)));
                        }
                        return Err(error);
                    }
                }
                if cursor.is_none() || rows.len() >= count || self.asked() != Some(asked) {
                    break;
                }
            }
            if self.asked() != Some(asked) || !self.is_at_rest() {
                continue;
            }
            self.next.update(|next| next.cursor = cursor);
            self.state.maybe_update(|state| std::mem::replace(state, LoadState::Ready) != LoadState::Ready);
            self.rows.maybe_update(|shown| {
                let is_other = *shown != rows;
                *shown = rows;
                is_other
            });
            return Ok(());
        }
        Ok(())
    }

    /// Whether nothing is on its way, and the person is not in the middle of something that begins at a row.
    fn is_at_rest(self) -> bool {
        let is_acting = || document().query_selector("dialog[open], :popover-open:not(.toasts)").is_ok_and(|open| open.is_some());
        self.state.try_with_untracked(|state| matches!(state, LoadState::Ready | LoadState::Failed(_))) == Some(true) && !is_acting()
    }

    /// The number of the last question; none when the person has left.
    fn asked(self) -> Option<u32> {
        self.next.try_with_untracked(|next| next.asked)
    }

    /// Asks for the rows that follow.
    pub fn more(self, page: impl Future<Output = Result<Page<T>, ApiError>> + 'static) {
        self.state.set(LoadState::LoadingMore);
        self.ask(page, Vec::extend);
    }

    fn ask(self, page: impl Future<Output = Result<Page<T>, ApiError>> + 'static, put: fn(&mut Vec<T>, Vec<T>)) {
        let number = self.next.read_untracked().asked.wrapping_add(1);
        self.next.update(|next| next.asked = number);
        spawn_local(async move {
            let answer = page.await;
            if self.asked() != Some(number) {
                return;
            }
            match answer {
                Ok(page) => {
                    // The cursor first: whoever sees the new rows may ask for more at once.
                    self.next.update(|next| next.cursor = page.next);
                    self.state.set(LoadState::Ready);
                    self.rows.update(|rows| put(rows, page.rows));
                }
                Err(error) => self.state.set(LoadState::Failed(failure_text(&error))),
            }
        });
    }
}

impl<T: Send + Sync + 'static> Default for Paged<T> {
    fn default() -> Self {
        Self::new()
    }
}
