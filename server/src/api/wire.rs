//! How our error travels.

use crate::model::error::{ApiError, ErrorCode};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        // The framework's texts quote parser output; none of it reaches people or the wire.
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::new(ErrorCode::Invalid, "The request is not in the expected form. Reload the page and try again.")
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::new(ErrorCode::Unreachable, "The server could not be reached. Check your connection and try again.")
            }
            _ => Self::new(ErrorCode::Internal, "Something went wrong on the server. Try again; if it stays, contact your administrator."),
        }
    }
}
