//! A person's keys: master password to user key to private key.

use crate::{Error, Kdf, MasterKey, Platform, PrivateKey, PublicKey, SymmetricKey};

/// What the server stores of a new account. Nothing in it opens anything without the password.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Proof of the password for the server, base64 of 32 bytes.
    pub auth_hash: String,
    /// User key, type 2 under the stretched master key.
    pub user_key: String,
    /// Public half of the pair.
    pub public_key: PublicKey,
    /// PKCS#8 form, type 2 under the user key.
    pub private_key: String,
}

/// What a changed password replaces.
#[derive(Clone, Debug)]
pub struct ChangedPassword {
    /// Proof of the new password for the server, base64 of 32 bytes.
    pub auth_hash: String,
    /// The same user key, type 2 under the new stretched master key.
    pub user_key: String,
}

/// An open account.
pub struct Account<P: Platform> {
    /// Key of the person's own vault.
    pub user_key: SymmetricKey,
    /// Opens what others sealed to this person.
    pub private_key: PrivateKey<P>,
}

/// Makes the keys of a new account and forgets them.
pub async fn make<P: Platform>(platform: &P, email: &str, password: &str, kdf: &Kdf) -> Result<NewAccount, Error> {
    let user_key = SymmetricKey::make()?;
    let ChangedPassword { auth_hash, user_key: wrapped } = change_password(platform, &user_key, email, password, kdf).await?;
    let (public_key, private_key) = PrivateKey::make_wrapped(platform, &user_key).await?;
    Ok(NewAccount { auth_hash, user_key: wrapped, public_key, private_key })
}

/// Opens an account with the master key.
pub async fn open<P: Platform>(platform: &P, master_key: &MasterKey, user_key: &str, private_key: &str) -> Result<Account<P>, Error> {
    let user_key = master_key.derive_stretched_key()?.open(user_key)?;
    let private_key = PrivateKey::open(platform, &user_key, private_key).await?;
    Ok(Account { user_key, private_key })
}

/// Wraps a user key under a new password, new parameters or a new e-mail address.
pub async fn change_password<P: Platform>(platform: &P, user_key: &SymmetricKey, email: &str, password: &str, kdf: &Kdf) -> Result<ChangedPassword, Error> {
    let master_key = kdf.derive_master_key(platform, email, password).await?;
    let auth_hash = master_key.derive_auth_hash(platform, password).await?;
    let user_key = master_key.derive_stretched_key()?.wrap(user_key)?;
    Ok(ChangedPassword { auth_hash, user_key })
}
