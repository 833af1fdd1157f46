use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Error, Platform, SymmetricKey};

/// The 32 bytes that [`Kdf::derive_master_key`](crate::Kdf::derive_master_key) makes of a password. Never encrypts
/// anything itself and never leaves the worker.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterKey {
    bytes: Box<[u8]>,
}

impl MasterKey {
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self { bytes: Box::from(bytes.as_slice()) }
    }

    /// The bytes, for test vectors.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Derives what proves the password to the server: base64 of PBKDF2-HMAC-SHA-256 over the master key, the
    /// password as salt, one round.
    pub async fn derive_auth_hash<P: Platform>(&self, platform: &P, password: &str) -> Result<String, Error> {
        let hash = platform.pbkdf2_sha256(&self.bytes, password.as_bytes(), 1).await?;
        Ok(STANDARD.encode(hash.as_slice()))
    }

    /// Derives the key that wraps the user key: HKDF-Expand (RFC 5869) with the infos `enc` and `mac`, no extract step.
    pub fn derive_stretched_key(&self) -> Result<StretchedKey, Error> {
        let hkdf = Hkdf::<Sha256>::from_prk(&self.bytes).map_err(|_| Error::BadInput)?;
        let mut halves = zeroize::Zeroizing::new([0; 64]);
        let (encryption, authentication) = halves.split_at_mut(32);
        hkdf.expand(b"enc", encryption).map_err(|_| Error::BadInput)?;
        hkdf.expand(b"mac", authentication).map_err(|_| Error::BadInput)?;
        Ok(StretchedKey(SymmetricKey::from_bytes(halves.as_slice())?))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

/// The master key stretched to 64 bytes. It wraps the user key and nothing else.
pub struct StretchedKey(SymmetricKey);

impl StretchedKey {
    /// Encrypts a user key; 180 characters.
    pub fn wrap(&self, user_key: &SymmetricKey) -> Result<String, Error> {
        self.0.wrap(user_key)
    }

    /// Opens a wrapped user key.
    pub fn open(&self, text: &str) -> Result<SymmetricKey, Error> {
        self.0.open(text)
    }

    /// The key itself, for exports: there it encrypts everything.
    pub(crate) fn into_key(self) -> SymmetricKey {
        self.0
    }

    /// The key itself, for test vectors.
    #[cfg(test)]
    pub(crate) fn key(&self) -> &SymmetricKey {
        &self.0
    }
}

impl fmt::Debug for StretchedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StretchedKey")
    }
}
