//! Records of our own, which no other client reads: XChaCha20-Poly1305, bound to what they are about.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, SymmetricKey, random};

/// The version that is written. It is in the text and in what the text is bound to.
const VERSION: &str = "1";
const NONCE_LEN: usize = 24;

/// What a record is about. A record opens only as what it was made as: of no other kind, tenant or subject.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// What sort of record, such as `pin`. Each kind has a key of its own.
    pub kind: &'a str,
    /// Id (UUID text) of the provider or organization.
    pub tenant: &'a str,
    /// Id (UUID text) of whom or what the record describes.
    pub id: &'a str,
}

impl About<'_> {
    /// The parts hold no zero byte, so that no two sets of them give the same bytes.
    fn associated(&self) -> Result<Vec<u8>, Error> {
        let parts = ["castellan record", VERSION, self.kind, self.tenant, self.id];
        if parts.iter().any(|part| part.contains('\0')) { Err(Error::BadInput) } else { Ok(parts.join("\0").into_bytes()) }
    }
}

/// Seals bytes under a tenant's key. The text is `1.` and base64 of nonce (24 bytes), ciphertext and tag (16 bytes).
pub fn seal(key: &SymmetricKey, about: &About, plain: &[u8]) -> Result<String, Error> {
    let nonce = random::make_bytes::<NONCE_LEN>()?;
    let payload = Payload { msg: plain, aad: &about.associated()? };
    let sealed = cipher(key, about)?.encrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::BadInput)?;
    Ok(format!("{VERSION}.{}", STANDARD.encode([nonce.as_slice(), &sealed].concat())))
}

/// Opens what [`seal`] made about the same.
pub fn open(key: &SymmetricKey, about: &About, text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let body = text.strip_prefix(VERSION).and_then(|text| text.strip_prefix('.')).ok_or(Error::Unopened)?;
    let bytes = STANDARD.decode(body).map_err(|_| Error::Unopened)?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>().ok_or(Error::Unopened)?;
    let payload = Payload { msg: sealed, aad: &about.associated()? };
    cipher(key, about)?.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Error::Unopened)
}

fn cipher(key: &SymmetricKey, about: &About) -> Result<XChaCha20Poly1305, Error> {
    let mut derived = Zeroizing::new([0; 32]);
    let info = ["castellan record", about.kind].join("\0");
    Hkdf::<Sha256>::new(None, key.bytes()).expand(info.as_bytes(), derived.as_mut_slice()).map_err(|_| Error::Platform)?;
    XChaCha20Poly1305::new_from_slice(derived.as_slice()).map_err(|_| Error::Platform)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: About = About { kind: "pin", tenant: "t", id: "a" };

    #[test]
    fn a_record_opens_as_what_it_was_made_as() {
        let key = SymmetricKey::make().unwrap();
        let text = seal(&key, &ABOUT, b"abc").unwrap();
        assert_eq!(open(&key, &ABOUT, &text).unwrap().as_slice(), b"abc");
        assert_ne!(seal(&key, &ABOUT, b"abc").unwrap(), text);
    }

    #[test]
    fn a_record_opens_as_nothing_else() {
        let key = SymmetricKey::make().unwrap();
        let text = seal(&key, &ABOUT, b"abc").unwrap();
        for other in [About { kind: "note", ..ABOUT }, About { tenant: "u", ..ABOUT }, About { id: "b", ..ABOUT }] {
            assert_eq!(open(&key, &other, &text).unwrap_err(), Error::Unopened, "{other:?}");
        }
        assert_eq!(open(&SymmetricKey::make().unwrap(), &ABOUT, &text).unwrap_err(), Error::Unopened);
        assert_eq!(seal(&key, &About { id: "a\0b", ..ABOUT }, b"abc").unwrap_err(), Error::BadInput);
    }

    #[test]
    fn an_altered_record_does_not_open() {
        let key = SymmetricKey::make().unwrap();
        let text = seal(&key, &ABOUT, b"abc").unwrap();
        let body = STANDARD.decode(text.strip_prefix("1.").unwrap()).unwrap();
        for at in 0..body.len() {
            let mut altered = body.clone();
            altered[at] ^= 1;
            let altered = format!("1.{}", STANDARD.encode(altered));
            assert_eq!(open(&key, &ABOUT, &altered).unwrap_err(), Error::Unopened, "{at}");
        }
        for text in ["", "1.", "1.AAAA", &text.replacen('1', "2", 1), &text[2..]] {
            assert_eq!(open(&key, &ABOUT, text).unwrap_err(), Error::Unopened, "{text}");
        }
    }

    /// Made with libsodium. Records that are kept must open for as long as there are any.
    #[test]
    fn a_record_of_version_1_opens() {
        let key = SymmetricKey::from_bytes(&(0..64).collect::<Vec<u8>>()).unwrap();
        let text = "1.ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7NlkoNypJXZAxB4EFVyNmUkhhFQ==";
        assert_eq!(open(&key, &ABOUT, text).unwrap().as_slice(), b"abc");
    }
}
