//! Lists in pages: keyset paging with an opaque cursor.

use serde::{Deserialize, Serialize};

/// Rows of a page, and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Hand it back to get the rows that follow. `None` at the end.
    pub next: Option<Cursor>,
}

/// Where a page begins; made and understood by the server alone, and bound to the filter and order of its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    #[default]
    Ascending,
    Descending,
}

/// The rows a page has when the caller does not say, and the most it may have.
pub const PAGE_ROWS: u32 = 50;
/// The most rows of a page.
pub const PAGE_ROWS_MAX: u32 = 200;

/// The result of one row of a command over many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult<I> {
    /// The id or text by which the caller named the row.
    pub row: I,
    /// `None` when it was done; else why not, as a sentence for people.
    pub refused: Option<String>,
}

/// A text file that the server made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFile {
    pub name: String,
    pub content: String,
}
