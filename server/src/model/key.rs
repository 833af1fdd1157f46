//! Key material as the server sees it: opaque text of a checked shape.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An encrypted string of type 2 (`2.iv|ciphertext|mac`) or 4 (`4.ciphertext`). The server stores it and never opens it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ciphertext(String);

/// A text that is not an encrypted string of an accepted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeError;

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not in the expected form")
    }
}

impl std::error::Error for ShapeError {}

const MAX_CIPHERTEXT: usize = 100_000;

impl Ciphertext {
    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is sealed to a public key (type 4) rather than wrapped by a symmetric key (type 2).
    pub fn is_sealed(&self) -> bool {
        self.0.starts_with("4.")
    }
}

impl TryFrom<String> for Ciphertext {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        if text.len() > MAX_CIPHERTEXT {
            return Err(ShapeError);
        }
        let (kind, body) = text.split_once('.').ok_or(ShapeError)?;
        let parts = body.split('|').collect::<Vec<_>>();
        let good = match (kind, parts.as_slice()) {
            ("2", [iv, data, mac]) => decoded_len(iv) == Some(16) && decoded_len(data).is_some_and(|n| n > 0 && n % 16 == 0) && decoded_len(mac) == Some(32),
            ("4", [data]) => decoded_len(data) == Some(256),
            _ => false,
        };
        if good { Ok(Self(text)) } else { Err(ShapeError) }
    }
}

impl From<Ciphertext> for String {
    fn from(text: Ciphertext) -> String {
        text.0
    }
}

impl fmt::Debug for Ciphertext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ciphertext(…)")
    }
}

/// An RSA-2048 public key: standard base64 of its SPKI form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(String);

impl PublicKey {
    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PublicKey {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        if decoded_len(&text).is_some_and(|n| (280..=320).contains(&n)) { Ok(Self(text)) } else { Err(ShapeError) }
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        key.0
    }
}

/// What stands for the master password at the server: base64 of 32 bytes. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthHash(String);

impl AuthHash {
    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AuthHash {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        if decoded_len(&text) == Some(32) { Ok(Self(text)) } else { Err(ShapeError) }
    }
}

impl From<AuthHash> for String {
    fn from(hash: AuthHash) -> String {
        hash.0
    }
}

impl fmt::Debug for AuthHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthHash(…)")
    }
}

/// A public key's pin: lower-case hex of the SHA-256 of its SPKI form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pin(String);

impl Pin {
    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Pin {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) { Ok(Self(text)) } else { Err(ShapeError) }
    }
}

impl From<Pin> for String {
    fn from(pin: Pin) -> String {
        pin.0
    }
}

/// A pin as whoever compared the phrase keeps it: sealed in the browser under the tenant's key (`1.` and base64), so that the server
/// stores it and can neither make nor change one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PinRecord(String);

impl PinRecord {
    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PinRecord {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        // Nonce of 24 bytes, 64 hexadecimal digits, tag of 16 bytes.
        if text.strip_prefix("1.").and_then(decoded_len) == Some(104) { Ok(Self(text)) } else { Err(ShapeError) }
    }
}

impl From<PinRecord> for String {
    fn from(record: PinRecord) -> String {
        record.0
    }
}

impl fmt::Debug for PinRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinRecord(…)")
    }
}

/// How a master password becomes a key: parameters of the key derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kdf {
    /// PBKDF2-HMAC-SHA256.
    Pbkdf2 { iterations: u32 },
    /// Argon2id; memory in MiB.
    Argon2id { iterations: u32, memory_mib: u32, parallelism: u32 },
}

impl Kdf {
    /// The parameters of new accounts.
    pub const DEFAULT: Self = Self::Pbkdf2 { iterations: 600_000 };

    /// Whether the parameters are within the floors and ceilings that our client accepts.
    pub fn is_accepted(self) -> bool {
        match self {
            Self::Pbkdf2 { iterations } => (600_000..=2_000_000).contains(&iterations),
            Self::Argon2id { iterations, memory_mib, parallelism } => {
                (2..=10).contains(&iterations) && (19..=1024).contains(&memory_mib) && (1..=16).contains(&parallelism)
            }
        }
    }
}

/// What the server keeps of an account's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountKeys {
    pub kdf: Kdf,
    pub auth_hash: AuthHash,
    /// User key under the stretched master key.
    pub user_key: Ciphertext,
    pub public_key: PublicKey,
    /// Private key under the user key.
    pub private_key: Ciphertext,
}

/// What the server keeps of a new client's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKeys {
    /// Organization key under the provider key.
    pub link_key: Ciphertext,
    pub public_key: PublicKey,
    /// Private key under the organization key.
    pub private_key: Ciphertext,
    /// Name of the first collection under the organization key.
    pub collection_name: Ciphertext,
}

/// Length of what standard base64 with padding stands for, without decoding it. `None` for anything else.
fn decoded_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let padding = bytes.iter().rev().take_while(|b| **b == b'=').count();
    let body = bytes.get(..bytes.len().checked_sub(padding)?)?;
    let plain = body.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'));
    (padding <= 2 && plain).then(|| bytes.len() / 4 * 3 - padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_strings_of_other_types_are_refused() {
        let type_2 = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";
        assert!(Ciphertext::try_from(type_2.to_owned()).is_ok());
        for kind in ["0", "1", "3", "5", "6", "7", "22", ""] {
            assert!(Ciphertext::try_from(type_2.replacen('2', kind, 1)).is_err(), "{kind}");
        }
    }

    #[test]
    fn truncated_encrypted_strings_are_refused() {
        for text in ["2.", "2.a|b|c", "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==", "4.AAAA", "hello"] {
            assert!(Ciphertext::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_of_a_hash_or_ciphertext_is_printed() {
        let hash = AuthHash::try_from("Uwc0jO90hjnvtZpu0XDVZu6gOOHouG5+9gh2s/HwaY0=".to_owned()).map(|h| format!("{h:?}"));
        assert_eq!(hash, Ok("AuthHash(…)".to_owned()));
    }
}
