use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{Error, fingerprint, symmetric_key::to_hex};

/// DER of every RSA-2048 public key up to the modulus: SPKI with `rsaEncryption`, then the modulus' sign byte.
const SPKI_HEAD: [u8; 33] = [
    0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x0f, 0x00, 0x30, 0x82,
    0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00,
];
/// DER of the exponent 65537.
const EXPONENT: [u8; 5] = [0x02, 0x03, 0x01, 0x00, 0x01];
const MODULUS_LEN: usize = 256;
/// Where the modulus begins in the PKCS#8 form (DER) of an RSA-2048 key: every length before it takes three bytes.
const PKCS8_MODULUS: usize = 38;

/// Somebody's RSA-2048 public key with exponent 65537. What was compared by its phrase and what a key is sealed to
/// are the same bytes: this value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
}

impl PublicKey {
    /// Parses base64 of the SPKI form; 392 characters.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::from_spki(STANDARD.decode(text).map_err(|_| Error::BadInput)?)
    }

    /// Takes the SPKI form (DER). Any other algorithm, size or exponent is [`Error::BadInput`].
    pub fn from_spki(spki: Vec<u8>) -> Result<Self, Error> {
        let modulus = spki.strip_prefix(SPKI_HEAD.as_slice()).and_then(|rest| rest.strip_suffix(EXPONENT.as_slice())).ok_or(Error::BadInput)?;
        check_modulus(modulus)?;
        Ok(Self { spki })
    }

    /// Reads the public half out of a private key in PKCS#8 form (DER).
    pub(crate) fn of_private(pkcs8: &[u8]) -> Result<Self, Error> {
        let modulus = pkcs8.get(PKCS8_MODULUS..PKCS8_MODULUS + MODULUS_LEN).ok_or(Error::Unopened)?;
        let exponent = pkcs8.get(PKCS8_MODULUS + MODULUS_LEN..).ok_or(Error::Unopened)?;
        let head = SPKI_HEAD.get(SPKI_HEAD.len() - 5..).unwrap_or_default();
        let before = pkcs8.get(PKCS8_MODULUS - head.len()..PKCS8_MODULUS);
        if before != Some(head) || !exponent.starts_with(&EXPONENT) {
            return Err(Error::Unopened);
        }
        check_modulus(modulus).map_err(|_| Error::Unopened)?;
        Ok(Self { spki: [SPKI_HEAD.as_slice(), modulus, EXPONENT.as_slice()].concat() })
    }

    /// The SPKI form (DER), 294 bytes.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Base64 of the SPKI form, as it goes over the wire.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.spki)
    }

    /// By what rows remember this key: lower-case hex SHA-256 of the SPKI form.
    pub fn pin(&self) -> String {
        to_hex(&Sha256::digest(&self.spki))
    }

    /// Five words by which two people compare this key. `subject_id` is the id (UUID text) of whoever it belongs to.
    pub fn derive_phrase(&self, subject_id: &str) -> Result<String, Error> {
        fingerprint::derive_phrase(subject_id, &self.spki)
    }
}

fn check_modulus(modulus: &[u8]) -> Result<(), Error> {
    // The top bit makes it a modulus of really 2048 bits; it is odd as a product of odd primes.
    let strong = modulus.first().is_some_and(|byte| byte & 0x80 != 0) && modulus.last().is_some_and(|byte| byte & 1 == 1);
    if modulus.len() == MODULUS_LEN && strong { Ok(()) } else { Err(Error::BadInput) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Host, Platform};

    #[tokio::test]
    async fn the_public_half_is_read_only_where_the_form_says_it_is() {
        let pair = Host.make_rsa_pair().await.unwrap();
        assert_eq!(PublicKey::of_private(&pair.pkcs8).unwrap().spki(), pair.spki);

        let exponent = PKCS8_MODULUS + MODULUS_LEN;
        for at in (PKCS8_MODULUS - 5..PKCS8_MODULUS).chain(exponent..exponent + EXPONENT.len()) {
            let mut altered = pair.pkcs8.to_vec();
            altered[at] ^= 0x04;
            assert_eq!(PublicKey::of_private(&altered), Err(Error::Unopened), "{at}");
        }
        for len in [0, PKCS8_MODULUS, exponent, exponent + EXPONENT.len() - 1] {
            assert_eq!(PublicKey::of_private(&pair.pkcs8[..len]), Err(Error::Unopened), "{len}");
        }
    }
}
