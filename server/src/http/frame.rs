//! Around every answer: a request id, a time limit, a net under panics, headers, one line in the log.

use super::{
    Site,
    answer::{Refusal, Refused},
    rpc::{IMPORT_PARTS, WAITS},
};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        id::SessionId,
    },
    protocol::{Pace, pace},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;
use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};
use uuid::Uuid;

/// Names a request in the log and in error answers.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub String);

/// What answered, for the log: never what a client made up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route(pub &'static str);

/// Who was signed in, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed(pub SessionId);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const URI_BYTES: usize = 4096;
/// Errors are small.
const ERROR_BODY: usize = 1024 * 1024;

/// Frames an answer.
pub(super) async fn around(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7().to_string();
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));

    let mut response = if request.uri().path_and_query().is_some_and(|uri| uri.as_str().len() > URI_BYTES) {
        Refused::with_status(StatusCode::URI_TOO_LONG, ErrorCode::Invalid, "This address is too long.").into_response()
    } else {
        let longest = match pace(method.as_str(), request.uri().path()) {
            Pace::Usual if !IMPORT_PARTS.contains(&request.uri().path()) => 2 * site.times.usual,
            Pace::Usual | Pace::Import => 2 * site.times.import,
            Pace::Upload => site.times.upload,
        };
        match tokio::time::timeout(longest, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => {
                tracing::error!(request_id = id, "a request ended in a panic");
                Refused::new(ErrorCode::Internal, "Something went wrong on the server. If it stays, give your administrator the request number.")
                    .into_response()
            }
            Err(_) => {
                tracing::error!(request_id = id, "a request took too long");
                Refused::new(ErrorCode::Unavailable, "The server took too long. Look whether it was done before you try again.").into_response()
            }
        }
    };
    let refusal = response.extensions().get::<Refusal>().copied();
    if refusal.is_some() {
        response = with_request_id(response, &id).await;
    }
    let headers = response.headers_mut();
    for (name, value) in &site.headers {
        headers.insert(name, value.clone());
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }

    let status = response.status().as_u16();
    let route = response.extensions().get::<Route>().map_or("unknown", |Route(name)| name);
    let session = response.extensions().get::<Signed>().map(|Signed(session)| tracing::field::display(*session));
    let code = refusal.map(|Refusal(code)| tracing::field::debug(code));
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Asked all the time by nobody in particular, or by every page that is open.
    let is_usual = route == "health" || (route.starts_with(WAITS) && status == 200);
    if is_usual {
        tracing::debug!(%method, route, status, ms, request_id = id, "request");
    } else {
        tracing::info!(%method, route, status, ms, request_id = id, session, code, "request");
    }
    response
}

/// Puts the request id into an error.
async fn with_request_id(response: Response, id: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, ERROR_BODY).await.unwrap_or_default();
    let bytes = match serde_json::from_slice::<ApiError>(&bytes) {
        Ok(error) => serde_json::to_vec(&ApiError { request_id: Some(id.to_owned()), ..error }).map_or(bytes, Into::into),
        Err(_) => bytes,
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(bytes))
}
