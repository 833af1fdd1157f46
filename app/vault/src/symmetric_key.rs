use std::fmt::{self, Write};

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Encrypted, Error, random};

/// An AES-256 key (first 32 bytes) and an HMAC-SHA-256 key (last 32 bytes): user, organization, provider and item
/// keys all have this form. Prints nothing, is wiped when dropped, and sits on the heap so that moving it leaves no copy.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SymmetricKey {
    bytes: Box<[u8]>,
}

impl SymmetricKey {
    /// Length in bytes.
    pub const LEN: usize = 64;

    /// Makes a random key.
    pub fn make() -> Result<Self, Error> {
        Self::from_bytes(random::make_bytes::<{ Self::LEN }>()?.as_slice())
    }

    /// Takes exactly 64 bytes. Shorter keys of the old protocol are refused: they carry no HMAC key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() == Self::LEN { Ok(Self { bytes: Box::from(bytes) }) } else { Err(Error::Unopened) }
    }

    /// Encrypts bytes to a type 2 string.
    pub fn encrypt(&self, plain: &[u8]) -> Result<String, Error> {
        Ok(Encrypted::make(self, plain)?.to_string())
    }

    /// Decrypts a type 2 string.
    pub fn decrypt(&self, text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
        Encrypted::parse(text)?.open(self)
    }

    /// Encrypts text to a type 2 string.
    pub fn encrypt_text(&self, plain: &str) -> Result<String, Error> {
        self.encrypt(plain.as_bytes())
    }

    /// Decrypts a type 2 string that holds UTF-8.
    pub fn decrypt_text(&self, text: &str) -> Result<Zeroizing<String>, Error> {
        let bytes = self.decrypt(text)?;
        let plain = std::str::from_utf8(&bytes).map_err(|_| Error::Unopened)?;
        Ok(Zeroizing::new(plain.to_owned()))
    }

    /// Encrypts another key under this one; 180 characters.
    pub fn wrap(&self, inner: &Self) -> Result<String, Error> {
        self.encrypt(&inner.bytes)
    }

    /// Opens a key that [`wrap`](Self::wrap) encrypted.
    pub fn open(&self, text: &str) -> Result<Self, Error> {
        Self::from_bytes(&self.decrypt(text)?)
    }

    /// The key's public name: 32 hex digits, the first half of its COSE key thumbprint (RFC 9679).
    pub fn id(&self) -> String {
        let thumbprint = Sha256::new()
            // The map {1: 4, -1: key}: symmetric key type, then the key as a byte string of 64.
            .chain_update([0xa2, 0x01, 0x04, 0x20, 0x58, 0x40])
            .chain_update(&self.bytes)
            .finalize();
        to_hex(thumbprint.iter().take(16))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn encryption_half(&self) -> &[u8] {
        self.bytes.split_at_checked(32).map_or(&[], |halves| halves.0)
    }

    pub(crate) fn authentication_half(&self) -> &[u8] {
        self.bytes.split_at_checked(32).map_or(&[], |halves| halves.1)
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SymmetricKey")
    }
}

/// Writes bytes as lower-case hex.
pub(crate) fn to_hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
