//! An import that was interrupted can go on as long as the tab lives, within a day.

use std::cell::RefCell;

use server::model::id::{ItemId, UserId};
use worker::Home;

use super::part::Part;
use crate::import::Prepared;

/// So long the server knows a part again that it was sent before, and some hours less.
const KNOWN: f64 = 20.0 * 60.0 * 60.0 * 1000.0;

/// What is left of it to do.
#[derive(Clone)]
pub(super) struct Unfinished {
    pub(super) prepared: Prepared,
    /// Where items go: what was made meanwhile is there already.
    pub(super) homes: Vec<Home>,
    /// Which part comes next.
    pub(super) next: usize,
    /// The next part as it was sent, where it is not known whether it arrived.
    pub(super) under_way: Option<Part>,
    /// What has arrived.
    pub(super) items: Vec<ItemId>,
    /// Ids of folders that were made.
    pub(super) made: Vec<String>,
}

thread_local! {
    static UNFINISHED: RefCell<Option<(f64, Unfinished)>> = const { RefCell::new(None) };
}

/// What that person left unfinished.
pub(super) fn unfinished(user: UserId) -> Option<Unfinished> {
    let is_meant = |(since, kept): &(f64, Unfinished)| kept.prepared.user == user && js_sys::Date::now() - since < KNOWN;
    UNFINISHED.with_borrow(|kept| kept.as_ref().filter(|kept| is_meant(kept)).map(|(_, kept)| kept.clone()))
}

pub(super) fn keep(unfinished: &Unfinished) {
    UNFINISHED.set(Some((js_sys::Date::now(), unfinished.clone())));
}

pub(super) fn drop_unfinished() {
    UNFINISHED.set(None);
}
