//! What others do is seen without asking for it: a page reads its list again when somebody has changed it.

use std::{cell::Cell, pin::Pin, rc::Rc};

use leptos::{ev, prelude::*, reactive::spawn_local_scoped_with_cancellation};
use server::{
    api::live::{wait_for_organization, wait_for_provider},
    model::{
        error::{ApiError, ErrorCode},
        id::{OrganizationId, ProviderId},
        live::{OrganizationList, ProviderList, Version, WAIT_SECONDS_MAX, WaitForOrganizationRequest, WaitForProviderRequest},
        time::Micros,
    },
};
use web_sys::VisibilityState;

use crate::{
    patience::{pause, seconds_to_wait},
    session::Session,
};

/// The list that a page shows.
#[derive(Clone, Copy, Debug)]
pub enum Followed {
    Organization(OrganizationId, OrganizationList),
    Provider(ProviderId, ProviderList),
}

/// Pauses in seconds: the longest before the server is asked again that could not be reached, and between two readings of a list that
/// changes all the time.
const OUTAGE: u32 = 60;
const STIR: u32 = 16;

/// What a page knows of its list.
#[derive(Default)]
struct Known {
    version: Cell<Option<Micros>>,
    /// It may have changed while nobody waited for it.
    is_stale: Cell<bool>,
}

/// Reads a list again. Boxed, so that one way of waiting serves all pages.
type Read = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), ApiError>>>>>;

/// Reads the list again after each change, for as long as the page is there. A page that nobody looks at waits for nothing, and catches
/// up when it is looked at again. `read` shows nothing of its failures but that the person may not read the list any more.
pub fn follow<F>(list: Followed, read: impl Fn() -> F + 'static)
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    follow_boxed(list, Rc::new(move || Box::pin(read())));
}

fn follow_boxed(list: Followed, read: Read) {
    let (session, known) = (Session::get(), Rc::new(Known::default()));
    let is_seen = RwSignal::new(is_visible());
    let watch = window_event_listener(ev::visibilitychange, move |_| is_seen.set(is_visible()));
    on_cleanup(move || watch.remove());
    // Running anew ends the waiting of before, and with it the call.
    Effect::new(move |_| {
        if is_seen.get() {
            let (known, read) = (known.clone(), read.clone());
            spawn_local_scoped_with_cancellation(async move { untrack(|| wait(session, list, known, read)).await });
        } else if known.version.get().is_none() {
            known.is_stale.set(true);
        }
    });
}

fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

async fn wait(session: Session, list: Followed, known: Rc<Known>, read: Read) {
    let (mut stir, mut outage) = (1, 1);
    loop {
        let seen = known.version.get();
        let told = async {
            let Version { version, is_changed } = session.call(|| ask(list, seen)).await?;
            let is_to_read = is_changed || known.is_stale.get();
            if is_to_read {
                read().await?;
            }
            // Not before it was read: who is cut off in between is told again.
            known.version.set(Some(version));
            known.is_stale.set(false);
            Ok::<_, ApiError>(is_to_read)
        };
        match told.await {
            // Whoever imports a thousand members does not make this page read a thousand times.
            Ok(true) => {
                pause(stir).await;
                stir = (stir * 2).min(STIR);
            }
            Ok(false) => (stir, outage) = (1, 1),
            Err(error) if is_passing(error.code) => {
                pause(seconds_to_wait(&error).unwrap_or(outage)).await;
                outage = (outage * 2).min(OUTAGE);
            }
            // Not for this person any more, which the list itself has to say.
            Err(_) => {
                let _ = read().await;
                return;
            }
        }
    }
}

async fn ask(list: Followed, version: Option<Micros>) -> Result<Version, ApiError> {
    let seconds = WAIT_SECONDS_MAX;
    match list {
        Followed::Organization(organization, list) => wait_for_organization(WaitForOrganizationRequest { organization, list, version, seconds }).await,
        Followed::Provider(provider, list) => wait_for_provider(WaitForProviderRequest { provider, list, version, seconds }).await,
    }
}

/// Whether trying again later makes sense.
pub const fn is_passing(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::Unreachable | ErrorCode::Unavailable | ErrorCode::Internal | ErrorCode::TooMany)
}
