//! Keys for somebody else: sealed to a public key (type 4), opened with the private one.

use crate::{Error, Platform, PrivateKey, PublicKey, Sealed, SymmetricKey};

/// Seals a key to a public key; 346 characters.
pub async fn seal<P: Platform>(platform: &P, to: &PublicKey, key: &SymmetricKey) -> Result<String, Error> {
    let ciphertext = platform.rsa_seal(to.spki(), key.bytes()).await?;
    Ok(Sealed::from_bytes(ciphertext)?.to_string())
}

/// Opens a sealed key.
pub async fn open<P: Platform>(platform: &P, with: &PrivateKey<P>, text: &str) -> Result<SymmetricKey, Error> {
    let sealed = Sealed::parse(text)?;
    SymmetricKey::from_bytes(&platform.rsa_open(with.handle(), sealed.ciphertext()).await?)
}
