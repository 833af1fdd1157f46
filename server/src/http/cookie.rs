//! The refresh token's cookie. Its prefix makes browsers insist on TLS, this host alone and the whole path.

use crate::{domain::RefreshCookie, model::time::Micros};
use axum::http::{HeaderMap, HeaderValue, header};
use zeroize::Zeroizing;

const NAME: &str = "__Host-castellan";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// The refresh token a browser sent.
pub(super) fn read(headers: &HeaderMap) -> Option<Zeroizing<String>> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    cookies
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, value)| *name == NAME && !value.is_empty())
        .map(|(_, value)| value.to_owned().into())
}

/// What the answer does to the cookie, if anything.
pub(super) fn write(cookie: &RefreshCookie, now: Micros) -> Option<HeaderValue> {
    let text = match cookie {
        RefreshCookie::Keep => return None,
        RefreshCookie::Set { token, expires_at } => {
            let seconds = expires_at.since(now).max(0) / Micros::SECOND;
            Zeroizing::new(format!("{NAME}={token}; {ATTRIBUTES}; Max-Age={seconds}"))
        }
        RefreshCookie::Clear => Zeroizing::new(format!("{NAME}=; {ATTRIBUTES}; Max-Age=0")),
    };
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let now = Micros(0);
        let value = write(&RefreshCookie::Set { token: "abc".to_owned(), expires_at: now.plus(Micros::HOUR) }, now).expect("cookie");
        assert_eq!(value.to_str().ok(), Some("__Host-castellan=abc; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=3600"));
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("other=1; __Host-castellan=abc"));
        assert_eq!(read(&headers).as_ref().map(|token| token.as_str()), Some("abc"));
        headers.insert(header::COOKIE, HeaderValue::from_static("castellan=abc; x__Host-castellan=abc; __Host-castellan="));
        assert!(read(&headers).is_none());
    }
}
