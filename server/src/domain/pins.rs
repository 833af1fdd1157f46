use super::{Error, Result};
use crate::model::key::{Pin, PublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What a public key is remembered by: SHA-256 of its bytes, in lower-case hexadecimal digits.
pub(super) fn pin(key: &PublicKey) -> Result<Pin> {
    digest(&STANDARD.decode(key.as_str()).map_err(|_| Error::Internal("a public key that is not base64"))?)
}

/// What any bytes are remembered by, in the same form.
pub(super) fn digest(bytes: &[u8]) -> Result<Pin> {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    Pin::try_from(text).map_err(|_| Error::Internal("a pin that is none"))
}
