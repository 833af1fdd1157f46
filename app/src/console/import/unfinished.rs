//! An import that was interrupted can go on as long as the tab lives.

use std::cell::RefCell;

use server::model::{
    id::{OrganizationId, UserId},
    import::BeginImportRequest,
};

use crate::import::Prepared;

/// What is left of it to do.
#[derive(Clone)]
pub(super) struct Unfinished {
    pub(super) prepared: Prepared,
    pub(super) announcement: BeginImportRequest,
}

thread_local! {
    static UNFINISHED: RefCell<Option<Unfinished>> = const { RefCell::new(None) };
}

/// What that person left unfinished in that organization.
pub(super) fn unfinished(user: UserId, organization: OrganizationId) -> Option<Unfinished> {
    let is_meant = |kept: &Unfinished| kept.prepared.user == user && kept.announcement.organization == organization;
    UNFINISHED.with_borrow(|kept| kept.clone().filter(is_meant))
}

pub(super) fn keep(unfinished: Unfinished) {
    UNFINISHED.set(Some(unfinished));
}

/// Notes how many items have arrived.
pub(super) fn note_sent(sent: u32) {
    UNFINISHED.with_borrow_mut(|kept| {
        if let Some(kept) = kept {
            kept.prepared.sent = sent;
        }
    });
}

pub(super) fn drop_unfinished() {
    UNFINISHED.set(None);
}
