use leptos::prelude::*;

use crate::ui::MenuItem;

/// Where the loading of rows stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LoadState {
    /// The first rows are on their way.
    #[default]
    Loading,
    Ready,
    /// The rows in sight are about to give way to others.
    Refreshing,
    /// The next rows are on their way.
    LoadingMore,
    /// It did not work; the text says what to do.
    Failed(String),
}

/// The rows that are loaded, without their type: one table in the program serves all pages.
#[derive(Clone, Copy)]
pub struct Rows {
    pub(super) count: Signal<usize>,
    pub(super) id: Callback<usize, String>,
    pub(super) name: Callback<usize, String>,
    pub(super) cell: Callback<(usize, &'static str), AnyView>,
    all: Option<Signal<Vec<String>>>,
}

impl Rows {
    /// Rows of any type: how each is told apart, what it is called for screen readers, and what a column shows of it.
    pub fn new<T: Send + Sync + 'static>(
        rows: impl Into<Signal<Vec<T>>>,
        id: impl Fn(&T) -> String + Send + Sync + 'static,
        name: impl Fn(&T) -> String + Send + Sync + 'static,
        cell: impl Fn(&T, &'static str) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        let rows = rows.into();
        Self {
            count: Signal::derive(move || rows.with(Vec::len)),
            id: Callback::new(move |at| rows.with_untracked(|rows| rows.get(at).map(&id).unwrap_or_default())),
            name: Callback::new(move |at| rows.with_untracked(|rows| rows.get(at).map(&name).unwrap_or_default())),
            cell: Callback::new(move |(at, column)| rows.with_untracked(|rows| rows.get(at).map_or_else(|| ().into_any(), |row| cell(row, column)))),
            all: None,
        }
    }

    /// Selecting all means these, loaded or not.
    pub fn of_all(self, ids: impl Into<Signal<Vec<String>>>) -> Self {
        Self { all: Some(ids.into()), ..self }
    }

    /// What selecting all selects. Tracks.
    pub(super) fn ids(self) -> Vec<String> {
        match self.all {
            Some(all) => all.get(),
            None => (0..self.count.get()).map(|at| self.id.run(at)).collect(),
        }
    }

    /// Whether selecting all goes beyond what is loaded.
    pub(super) fn reaches_all(self) -> bool {
        self.all.is_some()
    }
}

/// What the rows offer in their menu, by position.
pub(super) type RowMenu = Callback<usize, Vec<MenuItem>>;
