//! The browser's files, and its document for every address that is a view of the app.

use super::{
    Site,
    answer::Refused,
    dist::{File, Form},
    frame::Route,
};
use crate::{
    domain::{Context, Device},
    model::error::ErrorCode,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use std::sync::Arc;

/// Nothing below these is a view of the app.
const NOT_VIEWS: &[&str] = &["/rpc", "/api", "/identity", "/health", "/events"];

/// Answers whatever no other route answers.
pub(super) async fn answer(State(site): State<Arc<Site>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if NOT_VIEWS.iter().any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))) {
        return Refused::new(ErrorCode::NotFound, "There is nothing at this address.").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Some(file) = site.dist.file(path) {
        let (form, encoding) = choose(file, &headers);
        let cache = if file.is_hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
        let mut response = respond(&method, &headers, form, file.media_type, cache).await;
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response.extensions_mut().insert(Route("file"));
        return response;
    }
    if is_view(path, &headers) {
        let mut response = respond(&method, &headers, document(&site).await, "text/html; charset=utf-8", "no-cache").await;
        response.extensions_mut().insert(Route("page"));
        return response;
    }
    not_found()
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "Not found.\n").into_response()
}

/// Whether a browser wants to show the address. A file that is missing must not answer with the document:
/// an old page would take it for a script.
fn is_view(path: &str, headers: &HeaderMap) -> bool {
    // The root is the document itself, whatever the client says it likes; other addresses are views only to a browser.
    let wants_html = path == "/" || headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).any(|value| value.contains("text/html"));
    let last = path.rsplit('/').next().unwrap_or_default();
    path == "/index.html" || (wants_html && !last.contains('.'))
}

async fn document(site: &Site) -> &Form {
    let document = site.dist.document();
    let context = Context::new(site.instance.clone(), None, None, None, Device::default());
    match crate::domain::setup::status(&context, ()).await {
        Ok(status) if status.is_needed => &document.needed,
        Ok(_) => &document.done,
        Err(error) => {
            tracing::error!(%error, "the state of the set-up is not known");
            &document.unknown
        }
    }
}

fn choose<'f>(file: &'f File, headers: &HeaderMap) -> (&'f Form, Option<&'static str>) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match (&file.brotli, &file.gzip) {
        (Some(form), _) if accepts(accepted, "br") => (form, Some("br")),
        (_, Some(form)) if accepts(accepted, "gzip") => (form, Some("gzip")),
        _ => (&file.plain, None),
    }
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, weight) = part.split_once(';').map_or((part, ""), |(name, weight)| (name, weight.trim()));
        let refused = weight.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

async fn respond(method: &Method, headers: &HeaderMap, form: &Form, media_type: &'static str, cache: &'static str) -> Response {
    let is_known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == form.etag || tag == "*");
    let bytes = if is_known || method == Method::HEAD { Some(Bytes::new()) } else { form.bytes().await };
    let Some(bytes) = bytes else { return not_found() };
    let mut response = Response::new(Body::from(bytes));
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::from_str(&form.etag) {
        out.insert(header::ETAG, etag);
    }
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(form.length));
    response
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_of_weight_zero_is_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
