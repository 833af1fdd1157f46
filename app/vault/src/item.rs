//! Items. Each has a key of its own; its fields are encrypted under that key only.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Error, SymmetricKey};

/// A login in the clear. Prints nothing and is wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Login {
    pub name: String,
    pub username: String,
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

/// A login as the server stores it: encrypted strings of type 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncryptedLogin {
    /// Item key under the owner's key (organization or user key).
    pub key: String,
    /// Under the item key, like all that follow.
    pub name: String,
    pub username: String,
    pub password: String,
}

impl Login {
    /// Encrypts the login under a fresh item key, and that one under `owner`.
    pub fn encrypt(&self, owner: &SymmetricKey) -> Result<EncryptedLogin, Error> {
        let key = SymmetricKey::make()?;
        Ok(EncryptedLogin {
            key: owner.wrap(&key)?,
            name: key.encrypt_text(&self.name)?,
            username: key.encrypt_text(&self.username)?,
            password: key.encrypt_text(&self.password)?,
        })
    }
}

impl EncryptedLogin {
    /// Decrypts the login with the key of its owner.
    pub fn decrypt(&self, owner: &SymmetricKey) -> Result<Login, Error> {
        let key = owner.open(&self.key)?;
        Ok(Login {
            name: key.decrypt_text(&self.name)?.to_string(),
            username: key.decrypt_text(&self.username)?.to_string(),
            password: key.decrypt_text(&self.password)?.to_string(),
        })
    }
}
