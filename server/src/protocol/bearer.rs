//! Access tokens in the form that clients take apart: three parts with dots between them. The middle one is for the client's
//! eyes and says nothing that this server believes; the last one is the access token itself, which the store knows.

use crate::model::{account::Access, time::Micros};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

/// The access token within what a client sends.
pub fn access_token(bearer: &str) -> &str {
    bearer.rsplit('.').next().unwrap_or(bearer)
}

/// Wraps an access token for a client.
pub(super) fn wrap(access: &Access, email: &str, name: &str, now: Micros) -> String {
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = json!({
        "sub": access.user_id, "email": email, "email_verified": true, "name": name, "premium": true,
        "nbf": now.0 / Micros::SECOND, "iat": now.0 / Micros::SECOND, "exp": access.expires_at.0 / Micros::SECOND,
        "client_id": "cli", "amr": ["Application"], "scope": ["api", "offline_access"],
    });
    format!("{}.{}.{}", part(json!({ "alg": "none", "typ": "JWT" })), part(claims), access.access_token)
}
