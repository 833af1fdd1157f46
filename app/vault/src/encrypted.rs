//! The text forms of ciphertext. Only types 2 and 4 exist for us: 0 has no authenticity, 1 was removed, 3, 5 and 6
//! are legacy forms that nobody writes. What cannot be parsed is refused like what does not open.

use std::fmt;

use aes::Aes256;
use base64::{Engine, engine::general_purpose::STANDARD};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Error, SymmetricKey, random};

pub(crate) const BLOCK: usize = 16;
const RSA_LEN: usize = 256;

/// A string of either accepted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncryptedString {
    /// `2.iv|ciphertext|mac`
    Encrypted(Encrypted),
    /// `4.ciphertext`
    Sealed(Sealed),
}

impl EncryptedString {
    /// Parses a string of type 2 or 4; refuses every other type and the old form without one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (kind, parts) = text.split_once('.').ok_or(Error::Unopened)?;
        match kind {
            "2" => Encrypted::parse_parts(parts).map(Self::Encrypted),
            "4" => Sealed::parse_parts(parts).map(Self::Sealed),
            _ => Err(Error::Unopened),
        }
    }
}

/// Type 2: AES-256-CBC with PKCS#7 padding, then HMAC-SHA-256 over iv and ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encrypted {
    iv: [u8; BLOCK],
    ciphertext: Vec<u8>,
    mac: [u8; 32],
}

impl Encrypted {
    /// Encrypts bytes under a fresh random iv.
    pub fn make(key: &SymmetricKey, plain: &[u8]) -> Result<Self, Error> {
        Self::with_iv(key, *random::make_bytes()?, plain)
    }

    /// Parses `2.iv|ciphertext|mac`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match EncryptedString::parse(text)? {
            EncryptedString::Encrypted(encrypted) => Ok(encrypted),
            EncryptedString::Sealed(_) => Err(Error::Unopened),
        }
    }

    /// Checks the mac in constant time, and only then decrypts.
    pub fn open(&self, key: &SymmetricKey) -> Result<Zeroizing<Vec<u8>>, Error> {
        let expected = authenticate(key, &self.iv, &self.ciphertext)?;
        if !bool::from(expected.ct_eq(&self.mac)) {
            return Err(Error::Unopened);
        }
        cbc::Decryptor::<Aes256>::new_from_slices(key.encryption_half(), &self.iv)
            .map_err(|_| Error::Unopened)?
            .decrypt_padded_vec::<Pkcs7>(&self.ciphertext)
            .map(Zeroizing::new)
            .map_err(|_| Error::Unopened)
    }

    pub(crate) fn with_iv(key: &SymmetricKey, iv: [u8; BLOCK], plain: &[u8]) -> Result<Self, Error> {
        let ciphertext = cbc::Encryptor::<Aes256>::new_from_slices(key.encryption_half(), &iv).map_err(|_| Error::BadInput)?.encrypt_padded_vec::<Pkcs7>(plain);
        let mac = authenticate(key, &iv, &ciphertext)?;
        Ok(Self { iv, ciphertext, mac })
    }

    fn parse_parts(parts: &str) -> Result<Self, Error> {
        let mut parts = parts.split('|');
        let (Some(iv), Some(ciphertext), Some(mac), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(Error::Unopened);
        };
        let ciphertext = decode(ciphertext)?;
        if ciphertext.is_empty() || ciphertext.len() % BLOCK != 0 {
            return Err(Error::Unopened);
        }
        Ok(Self { iv: decode_exact(iv)?, ciphertext, mac: decode_exact(mac)? })
    }
}

impl fmt::Display for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [iv, ciphertext, mac] = [&self.iv[..], &self.ciphertext, &self.mac].map(|part| STANDARD.encode(part));
        write!(f, "2.{iv}|{ciphertext}|{mac}")
    }
}

/// Type 4: RSA-2048 with OAEP, SHA-1 and MGF1-SHA-1 as the protocol demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    ciphertext: Vec<u8>,
}

impl Sealed {
    /// Takes the 256 bytes that RSA-2048 yields.
    pub fn from_bytes(ciphertext: Vec<u8>) -> Result<Self, Error> {
        if ciphertext.len() == RSA_LEN { Ok(Self { ciphertext }) } else { Err(Error::Unopened) }
    }

    /// Parses `4.ciphertext`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match EncryptedString::parse(text)? {
            EncryptedString::Sealed(sealed) => Ok(sealed),
            EncryptedString::Encrypted(_) => Err(Error::Unopened),
        }
    }

    /// The bytes to open with a private key.
    pub fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }

    fn parse_parts(parts: &str) -> Result<Self, Error> {
        Self::from_bytes(decode(parts)?)
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "4.{}", STANDARD.encode(&self.ciphertext))
    }
}

pub(crate) fn authenticate(key: &SymmetricKey, iv: &[u8], ciphertext: &[u8]) -> Result<[u8; 32], Error> {
    let mac = Hmac::<Sha256>::new_from_slice(key.authentication_half()).map_err(|_| Error::BadInput)?;
    Ok(mac.chain_update(iv).chain_update(ciphertext).finalize().into_bytes().into())
}

/// Standard base64 with padding; the engine refuses every other spelling of the same bytes.
fn decode(text: &str) -> Result<Vec<u8>, Error> {
    STANDARD.decode(text).map_err(|_| Error::Unopened)
}

fn decode_exact<const N: usize>(text: &str) -> Result<[u8; N], Error> {
    decode(text)?.try_into().map_err(|_| Error::Unopened)
}
