use getrandom::SysRng;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, Platform, RsaPair};

/// The platform of tests: RSA and PBKDF2 in plain Rust. Its futures are ready at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Host;

impl Platform for Host {
    type PrivateKey = rsa::PrivateKey;

    async fn pbkdf2_sha256(&self, password: &[u8], salt: &[u8], iterations: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
        Ok(Zeroizing::new(pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(password, salt, iterations)))
    }

    async fn make_rsa_pair(&self) -> Result<RsaPair, Error> {
        let key = rsa::PrivateKey::new(&mut SysRng, 2048).map_err(|_| Error::Platform)?;
        let spki = key.as_public_key().to_public_key_der().map_err(|_| Error::Platform)?.into_vec();
        let pkcs8 = key.to_pkcs8_der().map_err(|_| Error::Platform)?;
        Ok(RsaPair { spki, pkcs8: Zeroizing::new(pkcs8.as_bytes().to_vec()) })
    }

    async fn import_private_key(&self, pkcs8: &[u8]) -> Result<Self::PrivateKey, Error> {
        rsa::PrivateKey::from_pkcs8_der(pkcs8).map_err(|_| Error::Unopened)
    }

    async fn rsa_seal(&self, spki: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        let key = rsa::PublicKey::from_public_key_der(spki).map_err(|_| Error::BadInput)?;
        key.oaep_encrypt::<Sha1>(plain).map_err(|_| Error::BadInput)
    }

    async fn rsa_open(&self, key: &Self::PrivateKey, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        key.oaep_decrypt::<Sha1>(ciphertext).map(Zeroizing::new).map_err(|_| Error::Unopened)
    }
}
