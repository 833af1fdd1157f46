use std::fmt;

use super::{Encoding, Format, Problem, Reason};
use crate::item::{Item, ItemKind};

/// One item as it was read. Prints its row only: a table read as another product's may have a password for a folder.
#[derive(Clone, PartialEq, Eq)]
pub struct Imported {
    /// Row of the table (the header is 1) or number of the item in the file, from 1.
    pub row: usize,
    pub item: Item,
    /// Path of the folder, names separated by `/`. For an organization it becomes a collection.
    pub folder: Option<String>,
    /// Paths of the collections.
    pub collections: Vec<String>,
}

impl fmt::Debug for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Imported(row {})", self.row)
    }
}

/// What came out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it was taken for.
    pub format: Format,
    /// How its text was encoded; none for binary files.
    pub encoding: Option<Encoding>,
    pub items: Vec<Imported>,
    /// What was left out or changed, in the order of the file. An item that has one may still be among the items.
    pub problems: Vec<Problem>,
}

impl Report {
    pub(crate) fn new(format: Format) -> Self {
        Self { format, encoding: None, items: Vec::new(), problems: Vec::new() }
    }

    pub(crate) fn problem(&mut self, row: usize, reason: Reason) {
        self.problems.push(Problem { row, reason });
    }

    /// How many items there are of each kind that there is.
    pub fn counts(&self) -> Vec<(ItemKind, usize)> {
        let mut counts: Vec<(ItemKind, usize)> = Vec::new();
        for kind in self.items.iter().map(|imported| imported.item.kind) {
            match counts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
        counts.sort_by_key(|(kind, _)| u8::from(*kind));
        counts
    }

    /// The distinct paths of folders and collections, each below its parents, parents included.
    pub fn paths(&self) -> Vec<String> {
        let mut paths = std::collections::BTreeSet::new();
        for path in self.items.iter().flat_map(|item| item.folder.iter().chain(&item.collections)) {
            paths.extend(path.match_indices('/').filter_map(|(at, _)| path.get(..at)).map(str::to_owned));
            paths.insert(path.clone());
        }
        paths.into_iter().collect()
    }
}
