//! The access token: in memory, outside of every signal, renewed shortly before it ends.

use std::cell::RefCell;

use futures_channel::oneshot;
use leptos::task::spawn_local;
use server::{
    api::{client::set_headers, session::refresh},
    model::{account::Access, error::ApiError, time::Micros},
};

use super::remembered;
use crate::ui::now_micros;

/// A token that ends within this time is renewed before it is used.
const EARLY: i64 = 30 * Micros::SECOND;

#[derive(Default)]
struct Holder {
    expires_at: Option<Micros>,
    /// Calls that wait for the renewal under way.
    renewing: Option<Vec<oneshot::Sender<Result<(), ApiError>>>>,
}

thread_local! {
    static HOLDER: RefCell<Holder> = RefCell::default();
}

pub(super) fn hold(access: Access) {
    let Access { access_token, expires_at, .. } = access;
    set_headers(|headers| headers.bearer = Some(access_token));
    HOLDER.with_borrow_mut(|holder| holder.expires_at = Some(expires_at));
    remembered::set_has_session(remembered::HasSession::Yes);
}

pub(super) fn clear() {
    set_headers(|headers| headers.bearer = None);
    HOLDER.with_borrow_mut(|holder| holder.expires_at = None);
    remembered::set_has_session(remembered::HasSession::No);
}

/// Makes sure that the token holds for a while.
pub(super) async fn keep_fresh() -> Result<(), ApiError> {
    let fresh = HOLDER.with_borrow(|holder| holder.expires_at.is_none_or(|at| at.since(Micros(now_micros())) > EARLY));
    if fresh { Ok(()) } else { renew().await }
}

/// Exchanges the refresh cookie for a new token. Calls that come meanwhile wait for the same exchange, and it goes on when the one that
/// began it is cut off: the cookie of before is good for nothing any more.
pub(super) async fn renew() -> Result<(), ApiError> {
    let (done, wait) = oneshot::channel();
    let is_first = HOLDER.with_borrow_mut(|holder| {
        let is_first = holder.renewing.is_none();
        holder.renewing.get_or_insert_default().push(done);
        is_first
    });
    if is_first {
        spawn_local(async {
            let result = refresh().await.map(hold);
            let waiting = HOLDER.with_borrow_mut(|holder| holder.renewing.take()).unwrap_or_default();
            for done in waiting {
                // Whoever waited may have left the page.
                let _ = done.send(result.clone());
            }
        });
    }
    wait.await.unwrap_or(Ok(()))
}
