//! Tokens, and what is derived from the secret of this installation.

use super::{Error, Instance, Result};
use crate::model::id::SessionId;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

const REFRESH: &str = "castellan refresh 1";

/// Makes an opaque token of 32 random bytes.
pub(super) fn make_token() -> Result<Zeroizing<String>> {
    Ok(Zeroizing::new(URL_SAFE_NO_PAD.encode(make_bytes()?.as_slice())))
}

/// Makes a refresh token: random bytes, and for which session of this installation they were made. So a token is known
/// for what it was even after it has been exchanged several times, and nobody can make one up for a session of others.
pub(super) fn make_refresh_token(instance: &Instance, session: SessionId) -> Result<Zeroizing<String>> {
    let random = make_token()?;
    let about = Zeroizing::new(format!("{}.{}", URL_SAFE_NO_PAD.encode(session.uuid()), random.as_str()));
    let tag = derive(instance, REFRESH, &about)?;
    Ok(Zeroizing::new(format!("{}.{}", about.as_str(), URL_SAFE_NO_PAD.encode(tag))))
}

/// The session for which a refresh token was made, if it is one of this installation. It need not be in force.
pub(super) fn session_of(instance: &Instance, refresh_token: &str) -> Option<SessionId> {
    let (about, tag) = refresh_token.rsplit_once('.')?;
    let expected = URL_SAFE_NO_PAD.encode(derive(instance, REFRESH, about).ok()?);
    let (session, _) = about.split_once('.').filter(|_| are_equal(&expected, tag))?;
    Some(SessionId::new(Uuid::from_slice(&URL_SAFE_NO_PAD.decode(session).ok()?).ok()?))
}

/// Makes 32 random bytes.
pub(super) fn make_bytes() -> Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| Error::Internal("the machine gives no randomness"))?;
    Ok(bytes)
}

/// What is stored of a token.
pub(super) fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Whether two texts are equal, in a time that tells nothing of where they differ or how long they are.
pub(super) fn are_equal(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()).as_slice().ct_eq(Sha256::digest(other.as_bytes()).as_slice()).into()
}

/// Derives 32 bytes from the secret of this installation, for one use, about one thing.
pub(super) fn derive(instance: &Instance, purpose: &'static str, about: &str) -> Result<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(instance.secret.as_slice()).map_err(|_| Error::Internal("the secret has a wrong length"))?;
    mac.update(purpose.as_bytes());
    mac.update(b"\0");
    mac.update(about.as_bytes());
    Ok(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_is_never_the_same() {
        let (one, other) = (make_token().expect("randomness"), make_token().expect("randomness"));
        assert_eq!(one.len(), 43);
        assert_ne!(*one, *other);
        assert_eq!(hash_token(&one).len(), 32);
    }

    #[test]
    fn texts_of_other_lengths_are_not_equal() {
        assert!(are_equal("setup-token", "setup-token"));
        assert!(!are_equal("setup-token", "setup-toke"));
        assert!(!are_equal("setup-token", ""));
    }
}
