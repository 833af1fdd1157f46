//! What stands for the master password is hashed once more before it is stored. The work is done outside of transactions,
//! on threads that may block, and only a few at a time, so that guessing cannot take all memory and processors.

use super::{Error, Result, secrets};
use crate::model::{error::ErrorCode, key::AuthHash};
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use std::time::Duration;
use tokio::{sync::Semaphore, time::timeout};

/// Memory in KiB and passes: what OWASP asks for. Builds with debug assertions, which are never released, take the least there is.
const COST: (u32, u32) = if cfg!(debug_assertions) { (64, 1) } else { (19 * 1024, 2) };
const LANES: u32 = 1;
const AT_ONCE: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);
static PERMITS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Hashes for the store, with a salt of its own.
pub(super) async fn hash(auth_hash: &AuthHash) -> Result<String> {
    let auth_hash = auth_hash.clone();
    work(move || {
        let salt = secrets::make_bytes()?;
        let hash = argon2()?.hash_password_with_salt(auth_hash.as_str().as_bytes(), salt.as_slice());
        Ok(hash.map_err(|_| Error::Internal("a password hash that cannot be made"))?.to_string())
    })
    .await
}

/// Whether it is the one of the stored hash. Without a stored hash the same work is done, and the answer is no.
pub(super) async fn verify(auth_hash: &AuthHash, stored: Option<&str>) -> Result<bool> {
    let auth_hash = auth_hash.clone();
    let stored = stored.filter(|text| PasswordHash::new(text).is_ok()).map(str::to_owned);
    work(move || {
        let is_known = stored.is_some();
        let against = stored.map_or_else(make_unknown, Ok)?;
        let is_same = argon2()?.verify_password(auth_hash.as_str().as_bytes(), against.as_str()).is_ok();
        Ok(is_same && is_known)
    })
    .await
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes) = COST;
    let params = Params::new(memory, passes, LANES, None).map_err(|_| Error::Internal("a password cost that is not possible"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A hash of nothing that anybody knows, at the present cost.
fn make_unknown() -> Result<String> {
    let (memory, passes) = COST;
    let (salt, output) = (secrets::make_bytes()?, secrets::make_bytes()?);
    let (salt, output) = (STANDARD_NO_PAD.encode(salt.as_slice()), STANDARD_NO_PAD.encode(output.as_slice()));
    Ok(format!("$argon2id$v=19$m={memory},t={passes},p={LANES}${salt}${output}"))
}

async fn work<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let Ok(Ok(permit)) = timeout(PATIENCE, PERMITS.acquire()).await else {
        return Err(Error::refused(ErrorCode::Unavailable, "The server is busy. Try again in a moment."));
    };
    // The permit goes with the work: a caller that goes away does not set it free before the thread is.
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    done.await.map_err(|_| Error::Internal("hashing a password failed"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auth_hash(byte: &str) -> AuthHash {
        AuthHash::try_from(format!("{}=", byte.repeat(43))).expect("well-formed")
    }

    #[tokio::test]
    async fn only_the_hashed_one_matches() {
        let stored = hash(&auth_hash("A")).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$"));
        assert_eq!(verify(&auth_hash("A"), Some(&stored)).await.ok(), Some(true));
        assert_eq!(verify(&auth_hash("B"), Some(&stored)).await.ok(), Some(false));
    }

    #[tokio::test]
    async fn equal_passwords_have_different_hashes() {
        assert_ne!(hash(&auth_hash("A")).await.expect("hashed"), hash(&auth_hash("A")).await.expect("hashed"));
    }

    #[tokio::test]
    async fn nothing_matches_without_a_stored_hash() {
        assert_eq!(verify(&auth_hash("A"), None).await.ok(), Some(false));
        assert_eq!(verify(&auth_hash("A"), Some("none")).await.ok(), Some(false));
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let nobody = make_unknown().expect("made");
        let parsed = PasswordHash::new(&nobody).expect("well-formed");
        let params = Params::try_from(&parsed).expect("parameters");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (COST.0, COST.1, LANES));
        assert_eq!(parsed.hash.map(|hash| hash.len()), Some(32));
    }
}
