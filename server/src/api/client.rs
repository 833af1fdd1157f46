//! How the browser calls: our headers on every request.

use crate::model::error::ApiError;
use server_fn::{
    Bytes,
    client::{Client, browser::BrowserClient},
    request::browser::BrowserRequest,
    response::browser::BrowserResponse,
};
use std::{cell::RefCell, future::Future};

/// Headers that go with every call.
#[derive(Clone, Default)]
pub struct Headers {
    /// Access token.
    pub bearer: Option<String>,
    /// The client whose banner the page shows; the server refuses writes to another.
    pub shown_client: Option<String>,
}

thread_local! {
    static HEADERS: RefCell<Headers> = RefCell::default();
}

/// Changes the headers of the calls that follow.
pub fn set_headers(change: impl FnOnce(&mut Headers)) {
    HEADERS.with_borrow_mut(change);
}

/// The browser's `fetch`, with our headers.
pub struct ApiClient;

impl Client<ApiError> for ApiClient {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, ApiError>> + Send {
        HEADERS.with_borrow(|headers| {
            if let Some(token) = &headers.bearer {
                request.headers().set("authorization", &format!("Bearer {token}"));
            }
            if let Some(client) = &headers.shown_client {
                request.headers().set("x-castellan-client", client);
            }
        });
        <BrowserClient as Client<ApiError>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<(impl futures_util::Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl futures_util::Sink<Bytes> + Send + 'static), ApiError>,
    > + Send {
        <BrowserClient as Client<ApiError>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<ApiError>>::spawn(future);
    }
}
