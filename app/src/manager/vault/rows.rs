//! The rows in sight: the worker has all of them, the page those that it shows and a few around them.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use worker::{ShelfRow, VaultAnswer, VaultCall, Wanted};

use super::{state::Vault, worker::ask_vault};

/// Rows that are fetched at once: more than a screen has.
const CHUNK: usize = 80;
/// Typing is over when nothing came for so long; only then are the ids of all rows worth their bytes.
const PAUSE: Duration = Duration::from_millis(400);

/// The place of a row, and the row once it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) at: usize,
    pub(super) row: Option<Arc<ShelfRow>>,
}

#[derive(Clone, Copy)]
pub(super) struct ShownRows {
    pub(super) slots: RwSignal<Vec<Slot>>,
    /// Of all rows, for selecting them.
    pub(super) ids: RwSignal<Vec<String>>,
    /// Items on the shelf, whatever is shown of it.
    pub(super) shelved: RwSignal<u32>,
    wanted: Memo<Wanted>,
    asked: StoredValue<u32>,
    /// Chunks under way.
    waiting: StoredValue<BTreeSet<usize>>,
    /// About where the person looks.
    near: StoredValue<usize>,
    /// The question that the slots answer.
    filled_for: StoredValue<u32>,
}

impl ShownRows {
    pub(super) fn new(vault: Vault, wanted: Memo<Wanted>) -> Self {
        let rows = Self {
            slots: RwSignal::new(Vec::new()),
            ids: RwSignal::new(Vec::new()),
            shelved: RwSignal::new(0),
            wanted,
            asked: StoredValue::new(0),
            waiting: StoredValue::new(BTreeSet::new()),
            near: StoredValue::new(0),
            filled_for: StoredValue::new(0),
        };
        Effect::new(move |before: Option<Wanted>| {
            let wanted = rows.wanted.get();
            vault.changes.track();
            if before.as_ref() != Some(&wanted) {
                rows.near.set_value(0);
            }
            if vault.is_locked() {
                rows.clear();
            } else {
                rows.load();
            }
            wanted
        });
        rows
    }

    fn clear(self) {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.slots.set(Vec::new());
        self.ids.set(Vec::new());
        self.shelved.set(0);
    }

    /// Asks anew. What is in sight stays until the answer comes.
    fn load(self) {
        let number = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(number);
        let first = self.near.get_value() / CHUNK;
        self.waiting.set_value(BTreeSet::from([first]));
        self.fetch(first, number);
        set_timeout(move || self.fetch_ids(number), PAUSE);
    }

    /// A row that is to be seen is not here yet.
    pub(super) fn need(self, at: usize) {
        self.near.set_value(at);
        let chunk = at / CHUNK;
        let is_new = self.waiting.try_update_value(|waiting| waiting.insert(chunk));
        if is_new == Some(true) {
            self.fetch(chunk, self.asked.get_value());
        }
    }

    fn fetch(self, chunk: usize, number: u32) {
        let wanted = self.wanted.get_untracked();
        spawn_local(async move {
            // Half a chunk more at both ends, so that a step over the edge shows no gap.
            let from = (chunk * CHUNK).saturating_sub(CHUNK / 2);
            let answer = ask_vault(VaultCall::Rows { wanted, from: count(from), count: count(CHUNK * 2) }).await;
            // The person has left, or wants to see something else.
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            let Ok(VaultAnswer::Rows { total, shelved, rows }) = answer else { return };
            let is_same = self.filled_for.get_value() == number;
            self.filled_for.set_value(number);
            let total = total as usize;
            self.slots.update(|slots| {
                slots.truncate(if is_same { total } else { 0 });
                slots.extend((slots.len()..total).map(|at| Slot { at, row: None }));
                for (slot, row) in slots.iter_mut().skip(from).zip(rows) {
                    slot.row = Some(Arc::new(row));
                }
            });
            self.shelved.set(shelved);
        });
    }

    fn fetch_ids(self, number: u32) {
        if self.asked.try_get_value() != Some(number) {
            return;
        }
        let wanted = self.wanted.get_untracked();
        spawn_local(async move {
            let answer = ask_vault(VaultCall::Ids { wanted }).await;
            if let (Ok(VaultAnswer::Ids(ids)), Some(current)) = (answer, self.asked.try_get_value())
                && current == number
            {
                self.ids.set(ids);
            }
        });
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
