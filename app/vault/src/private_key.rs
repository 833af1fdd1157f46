use crate::{Error, Platform, PublicKey, SymmetricKey};

/// An RSA private key in the platform's custody, and the public half that belongs to it.
pub struct PrivateKey<P: Platform> {
    handle: P::PrivateKey,
    public: PublicKey,
}

impl<P: Platform> PrivateKey<P> {
    /// Makes a pair and wraps the private half (PKCS#8, type 2) under `key`. The bytes of the private half are wiped.
    pub async fn make_wrapped(platform: &P, key: &SymmetricKey) -> Result<(PublicKey, String), Error> {
        let pair = platform.make_rsa_pair().await?;
        let public = PublicKey::from_spki(pair.spki)?;
        Ok((public, key.encrypt(&pair.pkcs8)?))
    }

    /// Opens a wrapped private key and hands it to the platform.
    pub async fn open(platform: &P, key: &SymmetricKey, wrapped: &str) -> Result<Self, Error> {
        let pkcs8 = key.decrypt(wrapped)?;
        let public = PublicKey::of_private(&pkcs8)?;
        Ok(Self { handle: platform.import_private_key(&pkcs8).await?, public })
    }

    /// The public half, computed from the private one: no server had a say in it.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    pub(crate) fn handle(&self) -> &P::PrivateKey {
        &self.handle
    }
}
