//! Waiting, and waiting as long as the server asks.

use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::set_timeout;
use server::model::error::{ApiError, ErrorCode};

/// Seconds to wait before the same call makes sense again, if calling too often is why it was refused.
pub fn seconds_to_wait(error: &ApiError) -> Option<u32> {
    (error.code == ErrorCode::TooMany).then(|| error.retry_after.unwrap_or(5).clamp(1, 120))
}

/// Calls, and calls again when the server wants to be called less often, unless the person stops meanwhile. Whoever looks on is told
/// for how many seconds it waits, and when that is over.
pub async fn patiently<T, F>(request: impl Fn() -> F, is_stopped: impl Fn() -> bool, on_wait: impl Fn(Option<u32>)) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, ApiError>>,
{
    loop {
        let error = match request().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let Some(seconds) = seconds_to_wait(&error) else { return Err(error) };
        on_wait(Some(seconds));
        let mut waited = 0;
        while waited < seconds && !is_stopped() {
            pause(1).await;
            waited += 1;
        }
        on_wait(None);
        if is_stopped() {
            return Err(error);
        }
    }
}

pub async fn pause(seconds: u32) {
    pause_for(Duration::from_secs(seconds.into())).await;
}

pub async fn pause_for(time: Duration) {
    let (done, over) = oneshot::channel::<()>();
    set_timeout(move || drop(done), time);
    // It ends when the other side is dropped.
    let _ = over.await;
}
