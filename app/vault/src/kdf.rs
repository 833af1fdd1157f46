use std::ops::RangeInclusive;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Error, MasterKey, Platform, SymmetricKey};

const PBKDF2_ITERATIONS: RangeInclusive<u32> = 600_000..=2_000_000;
const ARGON2_ITERATIONS: RangeInclusive<u32> = 2..=10;
const ARGON2_MEMORY_MIB: RangeInclusive<u32> = 19..=1024;
const ARGON2_PARALLELISM: RangeInclusive<u32> = 1..=16;

/// How a password becomes a master key. The server stores these parameters and proposes them at sign-in, so they
/// are input from a possibly hostile side: nothing is derived before [`Kdf::check`] accepts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kdf {
    /// PBKDF2 with HMAC-SHA-256 (protocol value 0).
    Pbkdf2 {
        /// Rounds of HMAC.
        iterations: u32,
    },
    /// Argon2id version 1.3 (protocol value 1).
    Argon2id {
        /// Passes over the memory.
        iterations: u32,
        /// Memory in MiB.
        memory_mib: u32,
        /// Lanes.
        parallelism: u32,
    },
}

impl Kdf {
    /// The parameters of new accounts with PBKDF2: 600,000 iterations.
    pub const DEFAULT_PBKDF2: Self = Self::Pbkdf2 { iterations: 600_000 };
    /// The parameters of new accounts with Argon2id: 3 iterations, 64 MiB, 4 lanes.
    pub const DEFAULT_ARGON2ID: Self = Self::Argon2id { iterations: 3, memory_mib: 64, parallelism: 4 };

    /// Refuses parameters below our floor (too weak) or above our ceiling (a way to freeze the browser).
    ///
    /// Floors and ceilings: PBKDF2 600,000 to 2,000,000 iterations; Argon2id 19 MiB to 1 GiB, 2 to 10 iterations,
    /// 1 to 16 lanes.
    pub fn check(&self) -> Result<(), Error> {
        let accepted = match self {
            Self::Pbkdf2 { iterations } => PBKDF2_ITERATIONS.contains(iterations),
            Self::Argon2id { iterations, memory_mib, parallelism } => {
                ARGON2_ITERATIONS.contains(iterations) && ARGON2_MEMORY_MIB.contains(memory_mib) && ARGON2_PARALLELISM.contains(parallelism)
            }
        };
        if accepted { Ok(()) } else { Err(Error::KdfOutOfRange) }
    }

    /// Tells whether these parameters cost an attacker less than `seen`, the ones pinned at the last sign-in.
    /// Leaving Argon2id for PBKDF2 counts as weaker; fewer lanes alone do not.
    pub fn is_weaker_than(&self, seen: &Self) -> bool {
        match (self, seen) {
            (Self::Pbkdf2 { iterations: now }, Self::Pbkdf2 { iterations: before }) => now < before,
            (Self::Pbkdf2 { .. }, Self::Argon2id { .. }) => true,
            (Self::Argon2id { .. }, Self::Pbkdf2 { .. }) => false,
            (Self::Argon2id { iterations, memory_mib, .. }, Self::Argon2id { iterations: iterations_before, memory_mib: memory_before, .. }) => {
                iterations < iterations_before || memory_mib < memory_before
            }
        }
    }

    /// Derives the master key. The salt is the e-mail address, trimmed and lower-cased; Argon2id takes its SHA-256.
    ///
    /// # Errors
    /// [`Error::KdfOutOfRange`] before any work; [`Error::Platform`] if the memory is not there.
    pub async fn derive_master_key<P: Platform>(&self, platform: &P, email: &str, password: &str) -> Result<MasterKey, Error> {
        self.check()?;
        let salt = email.trim().to_lowercase();
        let bytes = match *self {
            Self::Pbkdf2 { iterations } => platform.pbkdf2_sha256(password.as_bytes(), salt.as_bytes(), iterations).await?,
            Self::Argon2id { iterations, memory_mib, parallelism } => {
                let params = Params::new(memory_mib.saturating_mul(1024), iterations, parallelism, Some(32)).map_err(|_| Error::KdfOutOfRange)?;
                derive_argon2(Algorithm::Argon2id, Version::V0x13, params, &Sha256::digest(salt.as_bytes()), password.as_bytes())?
            }
        };
        Ok(MasterKey::from_bytes(&bytes))
    }
}

impl Kdf {
    /// Derives the key of an export that is protected by a password. The salt is taken as it stands in the file.
    ///
    /// A file that somebody already has gains nothing from our floor, and exports of old were made below it; the
    /// ceiling holds, because a file must not freeze the browser.
    pub(crate) async fn derive_export_key<P: Platform>(&self, platform: &P, salt: &str, password: &str) -> Result<SymmetricKey, Error> {
        let bytes = match *self {
            Self::Pbkdf2 { iterations } => {
                if !(1..=*PBKDF2_ITERATIONS.end()).contains(&iterations) {
                    return Err(Error::KdfOutOfRange);
                }
                platform.pbkdf2_sha256(password.as_bytes(), salt.as_bytes(), iterations).await?
            }
            Self::Argon2id { iterations, memory_mib, parallelism } => {
                let in_range = iterations <= *ARGON2_ITERATIONS.end() && memory_mib <= *ARGON2_MEMORY_MIB.end() && parallelism <= *ARGON2_PARALLELISM.end();
                if !in_range {
                    return Err(Error::KdfOutOfRange);
                }
                let params = Params::new(memory_mib.saturating_mul(1024), iterations, parallelism, Some(32)).map_err(|_| Error::KdfOutOfRange)?;
                derive_argon2(Algorithm::Argon2id, Version::V0x13, params, &Sha256::digest(salt.as_bytes()), password.as_bytes())?
            }
        };
        Ok(MasterKey::from_bytes(&bytes).derive_stretched_key()?.into_key())
    }
}

/// Runs Argon2 in memory of our own: a browser that has not enough must yield an error instead of an abort, and
/// the last blocks, from which the result follows, are wiped.
pub(crate) fn derive_argon2(algorithm: Algorithm, version: Version, params: Params, salt: &[u8], password: &[u8]) -> Result<Zeroizing<[u8; 32]>, Error> {
    let count = params.block_count();
    let mut memory = Zeroizing::new(Vec::new());
    memory.try_reserve_exact(count).map_err(|_| Error::Platform)?;
    memory.resize(count, Block::default());
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password, salt, key.as_mut_slice(), memory.as_mut_slice())
        .map_err(|_| Error::Platform)?;
    Ok(key)
}
