//! What a call must look like before anything is read from it.

use super::{Site, answer::Refused};
use crate::model::error::ErrorCode;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header, uri::Authority};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets through what our own pages send, and what no browser sends for another site.
pub(super) fn check(site: &Site, method: &Method, headers: &HeaderMap) -> Result<(), Refused> {
    if method != Method::POST {
        return Err(Refused::with_status(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Invalid, "This address answers POST alone."));
    }
    // A form of another site can post anything but JSON.
    let media_type = text(headers, header::CONTENT_TYPE).and_then(|value| value.split(';').next()).map(str::trim);
    if !media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case("application/json")) {
        let message = "The request must be JSON (content type application/json).";
        return Err(Refused::with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::Invalid, message));
    }
    if !is_from_here(site, headers) {
        return Err(Refused::new(ErrorCode::Forbidden, "This request came from another site, so it was not carried out."));
    }
    Ok(())
}

fn is_from_here(site: &Site, headers: &HeaderMap) -> bool {
    if headers.get(FETCH_SITE).is_some_and(|value| value != "same-origin" && value != "none") {
        return false;
    }
    // Absent: not a browser, or not one that posts for another site.
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let Some(authority) = origin.as_ref().and_then(Uri::authority).map(Authority::as_str) else { return false };
    let is = |ours: &str| ours.eq_ignore_ascii_case(authority);
    is(site.public.authority()) || text(headers, header::HOST).is_some_and(is)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
