//! From our error to an answer over HTTP.

use crate::model::error::{ApiError, ErrorCode};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Why a call was refused, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal(pub ErrorCode);

/// Why a call is not answered as it was meant, with the status of the error's code or one that HTTP has for the case.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    error: ApiError,
}

impl Refused {
    /// Where HTTP has a status of its own.
    pub(super) fn with_status(status: StatusCode, code: ErrorCode, message: &str) -> Self {
        Self { status, error: ApiError::new(code, message) }
    }

    /// What is wrong, for a face that has its own way to say it.
    pub(super) fn into_error(self) -> ApiError {
        self.error
    }

    /// With the status of the code.
    pub(super) fn new(code: ErrorCode, message: &str) -> Self {
        ApiError::new(code, message).into()
    }
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self { status: StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), error }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self { status, error } = self;
        let body = serde_json::to_vec(&error).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = error.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        response.extensions_mut().insert(Refusal(error.code));
        response
    }
}
