use crate::{
    model::error::{ApiError, ErrorCode, FieldError},
    store::{StoreError, cursor::BadCursor},
};
use thiserror::Error;

/// What a command or query ends with.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a command or query was not done.
#[derive(Debug, Error)]
pub enum Error {
    /// The caller is told why.
    #[error("refused: {0}")]
    Refused(ApiError),
    /// The caller is told that something went wrong, the log what.
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Internal(&'static str),
}

impl Error {
    /// Refuses with a code and a sentence for people.
    pub fn refused(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::Refused(ApiError::new(code, message))
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::refused(ErrorCode::SignedOut, "Sign in to continue.")
    }

    /// Not there, or not to be known to be there.
    pub fn not_found() -> Self {
        Self::refused(ErrorCode::NotFound, "Not found. It may have been removed, or you may not have access to it.")
    }

    /// A rule of the present state forbids it.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::refused(ErrorCode::Conflict, message)
    }

    /// A field does not hold what it should.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::Refused(ApiError { fields: vec![FieldError { field: field.to_owned(), message: message.clone() }], ..ApiError::new(ErrorCode::Invalid, message) })
    }
}

impl From<BadCursor> for Error {
    fn from(_: BadCursor) -> Self {
        Self::refused(ErrorCode::Invalid, "This page of the list is no longer valid. Start again from the first page.")
    }
}

impl crate::store::AsStoreError for Error {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<&Error> for ApiError {
    fn from(error: &Error) -> Self {
        match error {
            Error::Refused(error) => error.clone(),
            Error::Store(StoreError::Conflict | StoreError::Busy | StoreError::Stopped) => {
                Self::new(ErrorCode::Unavailable, "The server is busy. Nothing was changed; try again in a moment.")
            }
            Error::Store(StoreError::Unknown(_)) => {
                Self::new(ErrorCode::Unavailable, "The database did not answer in time. Look whether it was done before you try again.")
            }
            Error::Store(_) | Error::Internal(_) => Self::new(
                ErrorCode::Internal,
                "Something went wrong on the server. Nothing was changed; if it stays, give your administrator the request number.",
            ),
        }
    }
}
