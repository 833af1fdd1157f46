//! From our error to an answer over HTTP.

use crate::model::error::{ApiError, ErrorCode};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

/// Why a call was refused, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal(pub ErrorCode);

/// The answer that carries an error, with the status of its code.
pub(super) fn error(error: ApiError) -> Response {
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    error_with(status, error)
}

/// The answer that carries an error, where HTTP has a status of its own for it.
pub(super) fn error_with(status: StatusCode, error: ApiError) -> Response {
    let body = serde_json::to_vec(&error).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response.extensions_mut().insert(Refusal(error.code));
    response
}
