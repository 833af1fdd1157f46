use std::collections::BTreeSet;

use leptos::prelude::*;

/// Ids of the selected rows. It outlives paging, sorting and filtering until it is cleared.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<String>>);

impl Selection {
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// Number of selected rows; tracks changes.
    pub fn count(self) -> usize {
        self.0.read().len()
    }

    /// Tracks changes.
    pub fn contains(self, id: &str) -> bool {
        self.0.read().contains(id)
    }

    /// Tracks changes.
    pub fn ids(self) -> Vec<String> {
        self.0.read().iter().cloned().collect()
    }

    pub fn toggle(self, id: &str) {
        self.0.update(|ids| {
            if !ids.remove(id) {
                ids.insert(id.to_owned());
            }
        });
    }

    pub fn add(self, more: impl IntoIterator<Item = String>) {
        self.0.update(|ids| ids.extend(more));
    }

    pub fn remove(self, id: &str) {
        self.0.update(|ids| {
            ids.remove(id);
        });
    }

    /// Removes many at once.
    pub fn take_away(self, less: &[String]) {
        self.0.update(|ids| {
            for id in less {
                ids.remove(id);
            }
        });
    }

    pub fn clear(self) {
        self.0.update(BTreeSet::clear);
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}
