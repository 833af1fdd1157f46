//! An import that was interrupted can go on as long as the tab lives.

use std::cell::RefCell;

use server::model::{
    id::{OrganizationId, UserId},
    import::BeginImportRequest,
};
use worker::Into;

use super::file::{Reading, Source};

/// Everything that is needed to go on, also when the keys were locked meanwhile and the worker has nothing left.
#[derive(Clone)]
pub(super) struct Unfinished {
    pub(super) user: UserId,
    pub(super) source: Source,
    pub(super) reading: Reading,
    /// Positions of the items in the file.
    pub(super) chosen: Vec<u32>,
    pub(super) into: Into,
    /// Items of each part.
    pub(super) parts: Vec<u32>,
    pub(super) announcement: BeginImportRequest,
    /// Items that have arrived.
    pub(super) sent: u32,
}

thread_local! {
    static UNFINISHED: RefCell<Option<Unfinished>> = const { RefCell::new(None) };
}

/// What that person left unfinished in that organization.
pub(super) fn unfinished(user: UserId, organization: OrganizationId) -> Option<Unfinished> {
    UNFINISHED.with_borrow(|kept| kept.clone().filter(|kept| kept.user == user && kept.announcement.organization == organization))
}

pub(super) fn keep(unfinished: Unfinished) {
    UNFINISHED.set(Some(unfinished));
}

/// Notes how many items have arrived.
pub(super) fn note_sent(sent: u32) {
    UNFINISHED.with_borrow_mut(|kept| {
        if let Some(kept) = kept {
            kept.sent = sent;
        }
    });
}

pub(super) fn drop_unfinished() {
    UNFINISHED.set(None);
}
