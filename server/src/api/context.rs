//! The context of the call that is being answered, and the way from the domain's answer to the wire.

use crate::{
    domain::{Context, Error},
    model::error::{ApiError, ErrorCode},
};
use std::error::Error as _;
use tokio::task_local;

task_local! {
    static CALL: Answering;
}

#[derive(Clone)]
struct Answering {
    context: Context,
    request_id: String,
}

/// Answers within the context of a call.
pub async fn within<T>(context: Context, request_id: String, answer: impl Future<Output = T>) -> T {
    CALL.scope(Answering { context, request_id }, answer).await
}

/// The call being answered.
pub fn current() -> Result<Context, ApiError> {
    CALL.try_with(|call| call.context.clone()).map_err(|_| ApiError::new(ErrorCode::Internal, "The call has no context."))
}

/// Turns the domain's answer into the wire's, and writes the cause of a failure to the log.
pub fn answer<T>(result: Result<T, Error>) -> Result<T, ApiError> {
    result.map_err(|error| {
        let request_id = CALL.try_with(|call| call.request_id.clone()).ok();
        if !matches!(error, Error::Refused(_)) {
            tracing::error!(request_id, %error, cause = ?error.source(), "a call failed");
        }
        ApiError { request_id, ..ApiError::from(&error) }
    })
}
