use crate::{
    domain::Error,
    model::error::{ApiError, ErrorCode},
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// Why a call of the protocol is not answered as it was meant.
#[derive(Debug)]
pub enum Refused {
    /// The domain refused, or failed.
    Domain(Error),
    /// The token endpoint refuses in its own form.
    Token(Value),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Domain(error)
    }
}

impl Refused {
    /// What was sent is not in the protocol's form.
    pub(super) fn malformed(message: &str) -> Self {
        Self::Domain(Error::refused(ErrorCode::Invalid, message))
    }
}

/// The status that a client understands. It signs itself out at 401 and 403, so those are for the lack of a session alone.
const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::SignedOut => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden | ErrorCode::ProviderVaultRestricted | ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal | ErrorCode::Unreachable => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::BadCredentials
        | ErrorCode::SeatsPurchaseNeedsAdmin
        | ErrorCode::StepUpRequired
        | ErrorCode::Conflict
        | ErrorCode::SeatsExhausted
        | ErrorCode::KeyChanged
        | ErrorCode::WrongClient
        | ErrorCode::Suspended
        | ErrorCode::Expired
        | ErrorCode::Invalid => StatusCode::BAD_REQUEST,
    }
}

/// What a client shows: a sentence, and for items of a client the one sentence that tells nothing.
fn words(error: &ApiError) -> &str {
    match error.code {
        ErrorCode::Forbidden | ErrorCode::ProviderVaultRestricted | ErrorCode::NotFound => "Resource not found.",
        ErrorCode::StepUpRequired => "Log out and back in first: this needs a sign-in of the last five minutes.",
        _ => &error.message,
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Token(body) => json_response(StatusCode::BAD_REQUEST, &body),
            Self::Domain(error) => {
                let error = ApiError::from(&error);
                let message = words(&error);
                let body = json!({
                    "message": message, "validationErrors": { "": [message] }, "exceptionMessage": null, "exceptionStackTrace": null,
                    "innerExceptionMessage": null, "object": "error",
                });
                let mut response = json_response(status(error.code), &body);
                if let Some(seconds) = error.retry_after {
                    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                }
                response
            }
        }
    }
}

/// An answer in JSON that nobody may keep.
pub(super) fn json_response(status: StatusCode, body: &Value) -> Response {
    text_response(status, body.to_string())
}

pub(super) fn text_response(status: StatusCode, json: impl Into<Body>) -> Response {
    let mut response = Response::new(json.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
