use crate::model::{
    key::{AccountKeys, AuthHash, Ciphertext, ClientKeys, Kdf, Pin, PublicKey},
    text::Email,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TEXT: &str = include_str!("keys.json");

/// The key material of the sample as the server gets it: hashes, wrapped and sealed keys.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Keys {
    /// Some accounts have a pair of their own, the others one of the first few.
    pub pairs: Vec<Pair>,
    pub accounts: BTreeMap<Email, AccountFixture>,
    /// The provider key, sealed to each provider user who is confirmed at some time.
    pub provider_keys: BTreeMap<Email, Ciphertext>,
    /// By domain.
    pub clients: BTreeMap<String, ClientFixture>,
}

/// A key pair. Its private half is under the user key that all accounts of this pair have.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pair {
    pub public_key: PublicKey,
    pub private_key: Ciphertext,
    pub pin: Pin,
}

/// What an account has by its own password: hash, user key, and the number of its pair.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountFixture(pub AuthHash, pub Ciphertext, pub usize);

/// The keys of a client, and its key sealed to each pair that its members have.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClientFixture {
    pub keys: ClientKeys,
    pub members: BTreeMap<usize, Ciphertext>,
}

impl Keys {
    /// The keys of the sample.
    pub fn load() -> serde_json::Result<Self> {
        serde_json::from_str(TEXT)
    }

    /// What an account registers with.
    pub fn account(&self, email: &Email) -> Option<AccountKeys> {
        let AccountFixture(auth_hash, user_key, _) = self.accounts.get(email)?.clone();
        let pair = self.pair(email)?;
        Some(AccountKeys { kdf: Kdf::DEFAULT, auth_hash, user_key, public_key: pair.public_key.clone(), private_key: pair.private_key.clone() })
    }

    /// The pair of an account.
    pub fn pair(&self, email: &Email) -> Option<&Pair> {
        self.pairs.get(self.accounts.get(email)?.2)
    }

    /// A client's key, sealed to one of its members.
    pub fn member_key(&self, domain: &str, email: &Email) -> Option<Ciphertext> {
        self.clients.get(domain)?.members.get(&self.accounts.get(email)?.2).cloned()
    }
}
