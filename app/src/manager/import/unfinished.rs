//! An import that was interrupted can go on as long as the tab lives, within a day.

use std::cell::RefCell;

use server::model::{
    id::{IdempotencyKey, UserId},
    item::ImportOwnItemsRequest,
};
use worker::Home;

use crate::import::Prepared;

/// So long the server keeps what has arrived, and some hours less.
const KNOWN: f64 = 20.0 * 60.0 * 60.0 * 1000.0;

/// What is left of it to do.
#[derive(Clone)]
pub(super) struct Unfinished {
    pub(super) prepared: Prepared,
    pub(super) key: IdempotencyKey,
    /// Where items go.
    pub(super) homes: Vec<Home>,
    /// Which part comes next.
    pub(super) next: usize,
    /// The next part as it was sent, where it is not known whether it arrived.
    pub(super) under_way: Option<ImportOwnItemsRequest>,
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
