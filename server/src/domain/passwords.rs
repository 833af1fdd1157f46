//! What stands for the master password is hashed once more before it is stored. The work is done outside of transactions,
//! on threads that may block, and only a few at a time, so that guessing cannot take all memory and processors.

use super::{Error, Result, secrets};
use crate::model::{error::ErrorCode, key::AuthHash};
use argon2::{Algorithm, Argon2, Block, Params, PasswordHash, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use std::time::Duration;
use subtle::ConstantTimeEq as _;
use tokio::{sync::Semaphore, time::timeout};

/// Memory in KiB and passes: what OWASP asks for. Builds with debug assertions, which are never released, take the least there is.
const COST: (u32, u32) = if cfg!(debug_assertions) { (64, 1) } else { (19 * 1024, 2) };
const LANES: u32 = 1;
const AT_ONCE: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);
const ALGORITHM: Algorithm = Algorithm::Argon2id;
const VERSION: Version = Version::V0x13;
/// Blocks of 1 KiB that room is asked for, of which only those that are used become memory. So large a piece (above 32 MiB) the
/// C library takes from the system and gives back at once; smaller ones stay with each thread that hashed, hundreds of MB together.
const ROOM: usize = 33 * 1024;
static PERMITS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Hashes for the store, with a salt of its own.
pub(super) async fn hash(auth_hash: &AuthHash) -> Result<String> {
    let auth_hash = auth_hash.clone();
    work(move || {
        let (memory, passes) = COST;
        let params = Params::new(memory, passes, LANES, None).map_err(|_| Error::Internal("a password cost that is not possible"))?;
        let salt = secrets::make_bytes()?;
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        derive(params, &auth_hash, salt.as_slice(), &mut output)?;
        Ok(write(salt.as_slice(), &output))
    })
    .await
}

/// Whether it is the one of the stored hash. Without a stored hash the same work is done, and the answer is no.
pub(super) async fn verify(auth_hash: &AuthHash, stored: Option<&str>) -> Result<bool> {
    let auth_hash = auth_hash.clone();
    let stored = stored.and_then(Stored::parse);
    work(move || {
        let is_known = stored.is_some();
        let against = stored.map_or_else(make_unknown, Ok)?;
        let mut output = vec![0; against.output.len()];
        derive(against.params, &auth_hash, &against.salt, &mut output)?;
        let is_same = bool::from(output.ct_eq(&against.output));
        Ok(is_same && is_known)
    })
    .await
}

/// A hash of the store, in its parts.
struct Stored {
    params: Params,
    salt: Vec<u8>,
    output: Vec<u8>,
}

impl Stored {
    /// `None`: not a hash that this server makes.
    fn parse(text: &str) -> Option<Self> {
        let hash = PasswordHash::new(text).ok()?;
        let is_ours = hash.algorithm == ALGORITHM.ident() && hash.version == Some(VERSION.into());
        let (salt, output) = (hash.salt.as_ref()?.as_ref().to_vec(), hash.hash.as_ref()?.as_ref().to_vec());
        is_ours.then_some(Self { params: Params::try_from(&hash).ok()?, salt, output })
    }
}

fn write(salt: &[u8], output: &[u8]) -> String {
    let (memory, passes) = COST;
    format!("$argon2id$v=19$m={memory},t={passes},p={LANES}${}${}", STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output))
}

fn derive(params: Params, auth_hash: &AuthHash, salt: &[u8], output: &mut [u8]) -> Result<()> {
    let mut room = Vec::with_capacity(ROOM.max(params.block_count()));
    room.resize(params.block_count(), Block::default());
    let argon2 = Argon2::new(ALGORITHM, VERSION, params);
    argon2.hash_password_into_with_memory(auth_hash.as_str().as_bytes(), salt, output, room).map_err(|_| Error::Internal("a password hash that cannot be made"))
}

/// A hash of nothing that anybody knows, at the present cost.
fn make_unknown() -> Result<Stored> {
    let text = write(secrets::make_bytes()?.as_slice(), secrets::make_bytes()?.as_slice());
    Stored::parse(&text).ok_or(Error::Internal("a password hash that cannot be made"))
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
    use argon2::PasswordHasher as _;

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

    /// What older servers stored was made by the crate's own hasher.
    #[tokio::test]
    async fn a_hash_made_elsewhere_matches() {
        let (password, salt) = (auth_hash("A"), b"0123456789abcdef");
        let params = Params::new(64, 1, 1, None).expect("parameters");
        let made = Argon2::new(ALGORITHM, VERSION, params).hash_password_with_salt(password.as_str().as_bytes(), salt).expect("hashed").to_string();
        assert_eq!(verify(&password, Some(&made)).await.ok(), Some(true));
        assert_eq!(verify(&auth_hash("B"), Some(&made)).await.ok(), Some(false));
    }

    #[tokio::test]
    async fn a_hash_of_another_kind_matches_nothing() {
        let stored = hash(&auth_hash("A")).await.expect("hashed");
        for other in [stored.replace("argon2id", "argon2i"), stored.replace("v=19", "v=16"), stored.replace("$v=19", "")] {
            assert_eq!(verify(&auth_hash("A"), Some(&other)).await.ok(), Some(false), "{other}");
        }
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
        let Stored { params, output, .. } = make_unknown().expect("made");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (COST.0, COST.1, LANES));
        assert_eq!(output.len(), 32);
    }
}
