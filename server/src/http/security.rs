//! Headers that tell browsers what this site never does.

use crate::config::PublicUrl;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::fmt::Write as _;

const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("origin-agent-cluster", "?1"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=(), \
         publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)",
    ),
];

/// The headers of every answer.
pub(super) fn headers(public: &PublicUrl, script_hashes: &[String]) -> HeaderMap {
    let mut headers = FIXED.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect::<HeaderMap>();
    if public.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(public, script_hashes)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers
}

fn content_security_policy(public: &PublicUrl, script_hashes: &[String]) -> String {
    let mut scripts = String::new();
    for hash in script_hashes {
        // Writing to a String does not fail.
        let _ = write!(scripts, " 'sha256-{hash}'");
    }
    let socket = if public.is_https() { "wss" } else { "ws" };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self' {socket}://{}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; \
         object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types castellan",
        public.authority()
    )
}
