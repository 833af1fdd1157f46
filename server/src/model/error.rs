//! The one error that travels to the browser.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a call was refused. Each code has one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 401: nobody is signed in, or the session has ended.
    SignedOut,
    /// 401: the sign-in details do not match. The same for unknown accounts.
    BadCredentials,
    /// 403: known to the caller, but not for him.
    Forbidden,
    /// 403: provider users may not view, manage, create or export items.
    ProviderVaultRestricted,
    /// 403: more seats would have to be bought, which is a provider admin's decision.
    SeatsPurchaseNeedsAdmin,
    /// 403: prove your identity again, then repeat.
    StepUpRequired,
    /// 404: not there, or not to be known to be there.
    NotFound,
    /// 409: a rule of the present state forbids it.
    Conflict,
    /// 409: the organization's seats, or the provider's pool, would not cover it.
    SeatsExhausted,
    /// 409: the key shown and the key on record differ.
    KeyChanged,
    /// 409: the page showed another client than the call names.
    WrongClient,
    /// 409: the provider or client is suspended.
    Suspended,
    /// 410: a link or ticket that was valid once.
    Expired,
    /// 422: a field does not hold what it should; see `fields`.
    Invalid,
    /// 429: wait `retry_after` seconds.
    TooMany,
    /// 503: try again; the server cannot do it now.
    Unavailable,
    /// 500: a defect; the request id finds it in the log.
    Internal,
    /// Never sent by a server: the call did not get through.
    Unreachable,
}

impl ErrorCode {
    /// The HTTP status of the answer.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignedOut | Self::BadCredentials => 401,
            Self::Forbidden | Self::ProviderVaultRestricted | Self::SeatsPurchaseNeedsAdmin | Self::StepUpRequired => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::SeatsExhausted | Self::KeyChanged | Self::WrongClient | Self::Suspended => 409,
            Self::Expired => 410,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal | Self::Unreachable => 500,
        }
    }
}

/// One field of a request that cannot be used, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// What a refused call answers. `message` is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    pub code: ErrorCode,
    pub message: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Seconds until a repetition makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Finds the call in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl ApiError {
    /// An error without fields.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: Vec::new(), retry_after: None, request_id: None }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}
