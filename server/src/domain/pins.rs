use super::{Error, Result};
use crate::model::{
    error::ErrorCode,
    key::{Pin, PublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What a public key is remembered by: SHA-256 of its bytes, in lower-case hexadecimal digits.
pub(super) fn pin(key: &PublicKey) -> Result<Pin> {
    digest(&STANDARD.decode(key.as_str()).map_err(|_| Error::Internal("a public key that is not base64"))?)
}

/// A key other than the one that was compared before blocks, until somebody compared its phrase too and says so by naming the old pin.
pub(super) fn demand_compared(who: &str, present: &Pin, before: Option<&Pin>, replaces: Option<&Pin>) -> Result<()> {
    if before.is_none_or(|before| before == present || replaces == Some(before)) {
        return Ok(());
    }
    let words = format!("The key of {who} is not the one that was compared before. Compare the new phrase, say that you did, and confirm then.");
    Err(Error::refused(ErrorCode::KeyChanged, words))
}

/// What any bytes are remembered by, in the same form.
pub(super) fn digest(bytes: &[u8]) -> Result<Pin> {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    Pin::try_from(text).map_err(|_| Error::Internal("a pin that is none"))
}
