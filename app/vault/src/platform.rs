use zeroize::Zeroizing;

use crate::Error;

/// A fresh RSA-2048 key pair with exponent 65537.
pub struct RsaPair {
    /// Public half, SPKI in DER.
    pub spki: Vec<u8>,
    /// Private half, PKCS#8 in DER.
    pub pkcs8: Zeroizing<Vec<u8>>,
}

/// What the core needs from the place it runs in: `WebCrypto` in the browser, plain Rust in tests.
///
/// The private key is an associated type so that the browser can hold it as a handle that cannot be exported.
#[expect(async_fn_in_trait, reason = "the browser's futures are not Send, and the caller knows the concrete platform")]
pub trait Platform {
    /// A private key that opens, and that need not be able to leave.
    type PrivateKey;

    /// PBKDF2-HMAC-SHA-256 (RFC 8018) to 32 bytes.
    async fn pbkdf2_sha256(&self, password: &[u8], salt: &[u8], iterations: u32) -> Result<Zeroizing<[u8; 32]>, Error>;

    /// Makes a key pair.
    async fn make_rsa_pair(&self) -> Result<RsaPair, Error>;

    /// Takes a private key in PKCS#8 form (DER) into custody.
    async fn import_private_key(&self, pkcs8: &[u8]) -> Result<Self::PrivateKey, Error>;

    /// RSA-OAEP with SHA-1 and MGF1-SHA-1 to the key in SPKI form (DER).
    async fn rsa_seal(&self, spki: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error>;

    /// Opens what [`rsa_seal`](Self::rsa_seal) made. Every failure must be [`Error::Unopened`].
    async fn rsa_open(&self, key: &Self::PrivateKey, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error>;
}
