//! The way to the server functions.

use super::{
    Peer, Site, address,
    answer::Refused,
    cookie, device,
    frame::{RequestId, Route, Signed},
    gate,
};
use crate::{
    api::{
        context,
        paths::{PATHS, RateClass},
    },
    domain::{Context, Device, Session, sessions},
    model::{
        error::{ApiError, ErrorCode},
        id::OrganizationId,
        import::PART_BYTES_MAX,
        time::Micros,
    },
};
use axum::{
    body::{Body, to_bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use std::{net::IpAddr, sync::Arc, time::Duration};

/// The most bytes of a call.
const BODY: usize = 256 * 1024;
/// Carry a part of an import, and may take as long as one.
pub(super) const IMPORT_PARTS: [&str; 2] = ["/rpc/imports/send", "/rpc/vault/import"];
/// The most bytes of such a part. Quotes in the contents are written as two bytes.
const PART_BODY: usize = PART_BYTES_MAX + PART_BYTES_MAX / 2;
/// The most bytes of calls that carry more, from people who are signed in: a part of an import, names of its collections, ids of its
/// items, an item with long notes.
const LARGE_BODIES: [(&str, usize); 8] = [
    ("/rpc/imports/send", PART_BODY),
    ("/rpc/vault/import", PART_BODY),
    ("/rpc/imports/begin", 1024 * 1024),
    ("/rpc/imports/accept", 1024 * 1024),
    ("/rpc/items/create", 768 * 1024),
    ("/rpc/items/update", 768 * 1024),
    ("/rpc/vault/create", 768 * 1024),
    ("/rpc/vault/update", 768 * 1024),
];
/// Are answered when something has changed.
pub(super) const WAITS: &str = "/rpc/live/";
/// How deep lists and objects of a body may be nested. Ours have less than ten levels.
const DEPTH: usize = 32;
/// The most bytes of an error that the functions answer with.
const ERROR_BODY: usize = 1024 * 1024;

const SHOWN_CLIENT: HeaderName = HeaderName::from_static("x-castellan-client");
const FUNCTION_ERROR: &str = server_fn::error::SERVER_FN_ERROR_HEADER;
/// The only functions that are shown the refresh token.
const WITH_COOKIE: &[&str] = &["/rpc/session/refresh", "/rpc/session/sign_out"];

const NOT_UNDERSTOOD: &str = "The request is not in the expected form. Reload the page and try again.";

/// Answers a call.
pub(super) async fn answer(State(site): State<Arc<Site>>, request: Request<Body>) -> Response {
    let found = PATHS.iter().find(|(path, ..)| *path == request.uri().path());
    let Some((path, _, class)) = found.copied() else {
        return Refused::new(ErrorCode::NotFound, "There is no such function. Reload the page: it may be older than the server.").into_response();
    };
    let mut session = None;
    let mut response = call(&site, path, class, request, &mut session).await.unwrap_or_else(Refused::into_response);
    response.extensions_mut().insert(Route(path));
    if let Some(session) = session {
        response.extensions_mut().insert(Signed(session.id));
    }
    response
}

async fn call(site: &Site, path: &'static str, class: RateClass, request: Request<Body>, signed: &mut Option<Session>) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    gate::check(site, &parts.method, &parts.headers)?;
    let address = address::client(parts.extensions.get::<Peer>().copied(), &parts.headers, &site.trusted_proxies);
    site.rates.take_for_address(address, class, path).map_err(too_many)?;
    let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    let session = session_of(site, bearer).await?;
    signed.clone_from(&session);
    let _place = match &session {
        Some(session) => {
            site.rates.take_for_session(session.id, class).map_err(too_many)?;
            Some(site.enter(session.user_id).map_err(too_many)?)
        }
        None => None,
    };
    let _wait = if path.starts_with(WAITS) { Some(site.enter_wait(address).map_err(too_many)?) } else { None };
    let body = Limited { most: most(path, session.as_ref()), within: if IMPORT_PARTS.contains(&path) { site.times.import } else { site.times.usual } }
        .read(&parts.headers, body)
        .await?;
    let refresh_token = if WITH_COOKIE.contains(&path) { cookie::read(&parts.headers) } else { None };
    let context = Context::new(site.instance.clone(), session, refresh_token, shown_client(&parts.headers)?, describe(&parts.headers, address));
    let request_id = parts.extensions.get::<RequestId>().map(|RequestId(id)| id.clone()).unwrap_or_default();

    // The functions see the body alone: no header reaches code that we did not write.
    let inner = Request::post(path).header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).map_err(|_| internal())?;
    let response = context::within(context.clone(), request_id, server_fn::axum::handle_server_fn(inner)).await;
    if class != RateClass::Read && response.status().is_success() {
        site.bell.notify_one();
    }
    let mut response = translate(response).await;
    if let Some(cookie) = cookie::write(&context.refresh_cookie(), context.now()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The most bytes of a call to a path.
fn most(path: &str, session: Option<&Session>) -> usize {
    let large = LARGE_BODIES.iter().find(|(known, _)| *known == path).map(|(_, most)| *most);
    // Strangers are not listened to for long.
    large.filter(|_| session.is_some()).unwrap_or(BODY)
}

/// A body of limited size and duration.
pub(super) struct Limited {
    pub(super) most: usize,
    pub(super) within: Duration,
}

impl Limited {
    pub(super) async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Refused> {
        let too_large = || Refused::with_status(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::Invalid, "This is too much at once. Send it in smaller parts.");
        let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|value| value.parse::<usize>().ok());
        if announced.is_some_and(|length| length > self.most) {
            return Err(too_large());
        }
        match tokio::time::timeout(self.within, to_bytes(body, self.most)).await {
            Ok(Ok(bytes)) if is_deeper_than(&bytes, DEPTH) => {
                Err(Refused::with_status(StatusCode::BAD_REQUEST, ErrorCode::Invalid, "The request is nested too deeply. Nothing was changed."))
            }
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) => Err(too_large()),
            Err(_) => {
                let message = "The request did not arrive in time. Check your connection and try again.";
                Err(Refused::with_status(StatusCode::REQUEST_TIMEOUT, ErrorCode::Unavailable, message))
            }
        }
    }
}

/// Whether lists and objects of a JSON text are nested deeper than that. Of another text it says nothing of use: a form has no brackets.
fn is_deeper_than(text: &[u8], most: usize) -> bool {
    let (mut depth, mut is_in_string, mut is_escaped) = (0_usize, false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            b'[' | b'{' if !is_in_string => depth += 1,
            b']' | b'}' if !is_in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

/// Who is signed in. A token that is not good any more is the same as none: the functions that need a session refuse.
pub(super) async fn session_of(site: &Site, token: Option<&str>) -> Result<Option<Session>, Refused> {
    let Some(token) = token else { return Ok(None) };
    let load = async {
        let mut db = site.instance.store.read().await?;
        sessions::load(&mut db, token, Micros::now()).await
    };
    load.await.map_err(|error| {
        tracing::error!(%error, cause = ?std::error::Error::source(&error), "a session could not be loaded");
        Refused::new(ErrorCode::Unavailable, "The server is busy. Nothing was changed; try again in a moment.")
    })
}

fn shown_client(headers: &HeaderMap) -> Result<Option<OrganizationId>, Refused> {
    match headers.get(SHOWN_CLIENT) {
        None => Ok(None),
        Some(value) => match value.to_str().ok().and_then(|text| text.parse().ok()) {
            Some(client) => Ok(Some(client)),
            None => Err(Refused::new(ErrorCode::Invalid, NOT_UNDERSTOOD)),
        },
    }
}

fn describe(headers: &HeaderMap, address: IpAddr) -> Device {
    let label = device::label(headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default());
    Device { address: address.to_string(), label }
}

/// The functions' answer, with the status of its error.
async fn translate(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let mut response = if parts.headers.contains_key(FUNCTION_ERROR) || !parts.status.is_success() {
        let error = to_bytes(body, ERROR_BODY).await.ok().and_then(|body| serde_json::from_slice::<ApiError>(&body).ok());
        match error {
            // How the functions say that a body was not understood. The sentence is for the browser's side of the same error.
            Some(ApiError { code: ErrorCode::Unreachable, .. }) => Refused::new(ErrorCode::Invalid, NOT_UNDERSTOOD).into_response(),
            Some(error) => Refused::from(error).into_response(),
            None => internal().into_response(),
        }
    } else {
        let mut response = Response::new(body);
        if let Some(media_type) = parts.headers.get(header::CONTENT_TYPE) {
            response.headers_mut().insert(header::CONTENT_TYPE, media_type.clone());
        }
        response
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn too_many(seconds: u32) -> Refused {
    ApiError { retry_after: Some(seconds), ..ApiError::new(ErrorCode::TooMany, "That was too often in a short time. Wait a moment, then try again.") }.into()
}

fn internal() -> Refused {
    Refused::new(ErrorCode::Internal, "Something went wrong on the server. Try again; if it stays, give your administrator the request number.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_that_of_lists_and_objects_outside_of_texts() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(!is_deeper_than(nested(32).as_bytes(), 32));
        assert!(is_deeper_than(nested(33).as_bytes(), 32));
        let wide = format!("[{}1]", "[{\"a\":[]}],".repeat(100));
        assert!(!is_deeper_than(wide.as_bytes(), 4));
        let quoted = format!(r#"{{"a":"\"{}","b":"\\"}}"#, "[".repeat(100));
        assert!(!is_deeper_than(quoted.as_bytes(), 1));
    }
}
