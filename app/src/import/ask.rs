//! Talking with the worker about a file.

use worker::{ImportAnswer, ImportCall, Request, Response};

use crate::session::{KeyError, ask, tell};

/// Asks the worker about an import.
pub async fn ask_import(call: ImportCall) -> Result<ImportAnswer, KeyError> {
    match ask(Request::Import(call)).await? {
        Response::Import(answer) => Ok(answer),
        _ => Err(KeyError::Gone),
    }
}

/// Drops the file, and what was opened to be compared with it.
pub async fn clear_desk() {
    tell(Request::Import(ImportCall::Forget)).await;
}
