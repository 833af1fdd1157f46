//! Waiting, and waiting as long as the server asks.

use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::set_timeout;
use server::model::error::{ApiError, ErrorCode};

/// Seconds to wait before the same call makes sense again, if calling too often is why it was refused.
pub fn seconds_to_wait(error: &ApiError) -> Option<u32> {
    (error.code == ErrorCode::TooMany).then(|| error.retry_after.unwrap_or(5).clamp(1, 120))
}

pub async fn pause(seconds: u32) {
    let (done, over) = oneshot::channel::<()>();
    set_timeout(move || drop(done), Duration::from_secs(seconds.into()));
    // It ends when the other side is dropped.
    let _ = over.await;
}
