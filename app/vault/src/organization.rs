//! A client's keys: the organization key and the pair under it.

use crate::{Error, Platform, PrivateKey, PublicKey, SymmetricKey};

/// A new organization. The key is wrapped by the provider key ([`SymmetricKey::wrap`]) for the link and sealed to
/// each member ([`seal`](crate::seal::seal)).
pub struct NewOrganization {
    /// The organization key.
    pub key: SymmetricKey,
    /// Public half of the pair.
    pub public_key: PublicKey,
    /// PKCS#8 form, type 2 under the organization key.
    pub private_key: String,
}

/// Makes the keys of a new organization.
pub async fn make<P: Platform>(platform: &P) -> Result<NewOrganization, Error> {
    let key = SymmetricKey::make()?;
    let (public_key, private_key) = PrivateKey::make_wrapped(platform, &key).await?;
    Ok(NewOrganization { key, public_key, private_key })
}
