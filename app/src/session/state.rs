use std::{future::poll_fn, pin::pin, sync::Arc};

use leptos::prelude::*;
use server::model::{account::Me, id::OrganizationId};

use super::{access, keys, prompt::Wanted};

/// Whether somebody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A session of this browser may be continued; the server is being asked.
    Restoring,
    SignedOut,
    SignedIn,
}

/// Whether the keys are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    Locked,
    Unlocked,
}

/// The session of this tab, as a context. Holds no token and no key: those are out of reach of signals.
#[derive(Clone, Copy)]
pub struct Session {
    pub(super) phase: RwSignal<Phase>,
    pub(super) lock: RwSignal<Lock>,
    pub(super) me: RwSignal<Option<Arc<Me>>>,
    pub(super) wanted: RwSignal<Option<Wanted>>,
    /// Minutes until the keys are dropped, counted while they are in memory.
    pub(super) minutes_left: RwSignal<u32>,
}

impl Session {
    /// Creates the context and continues the session of this browser, if there is one.
    pub fn provide() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Restoring),
            lock: RwSignal::new(Lock::Locked),
            me: RwSignal::new(None),
            wanted: RwSignal::new(None),
            minutes_left: RwSignal::new(0),
        };
        provide_context(session);
        session.watch_idle();
        session.watch_other_tabs();
        session.restore();
        session
    }

    /// The context of the application.
    pub fn get() -> Self {
        expect_context()
    }

    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    pub fn lock(self) -> Lock {
        self.lock.get()
    }

    /// Minutes until the keys are dropped if nothing is done.
    pub fn minutes_left(self) -> u32 {
        self.minutes_left.get()
    }

    /// The person signed in, with providers and organizations. Tracks.
    pub fn me(self) -> Option<Arc<Me>> {
        self.me.get()
    }

    /// Drops every key now.
    pub fn lock_now(self) {
        keys::stop();
        self.lock.set(Lock::Locked);
    }

    /// Forgets everything of this tab.
    pub(super) fn forget(self) {
        self.lock_now();
        access::clear();
        self.me.set(None);
        self.phase.set(Phase::SignedOut);
    }
}

/// Names the client whose banner the page shows; the server refuses writes to another. `None` outside of a client.
pub fn show_client(client: Option<OrganizationId>) {
    server::api::client::set_headers(|headers| headers.shown_client = client.map(|id| id.to_string()));
}

/// Makes calls as from a page that shows this client, where a page shows several at once: the client of each row is beside it.
pub async fn showing<T>(client: OrganizationId, calls: impl Future<Output = T>) -> T {
    as_shown(Some(client.to_string()), calls).await
}

/// What the page shows now, for calls that may be made when it shows another client: see [`as_shown`].
pub fn shown_client() -> Option<String> {
    let mut shown = None;
    server::api::client::set_headers(|headers| shown.clone_from(&headers.shown_client));
    shown
}

/// Makes calls as from the page that showed this.
pub async fn as_shown<T>(shown: Option<String>, calls: impl Future<Output = T>) -> T {
    let mut calls = pin!(calls);
    poll_fn(|context| {
        // Other calls go on between the polls, and none of them is about this client.
        let before = swap_shown(shown.clone());
        let polled = calls.as_mut().poll(context);
        swap_shown(before);
        polled
    })
    .await
}

fn swap_shown(client: Option<String>) -> Option<String> {
    let mut before = None;
    server::api::client::set_headers(|headers| before = std::mem::replace(&mut headers.shown_client, client));
    before
}
