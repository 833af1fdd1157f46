use std::collections::HashMap;

use vault::{MasterKey, Platform, SymmetricKey, Zeroizing, account::Account};
use worker::Failure;

use crate::{desk::Desk, shelf::Shelf};

/// The open keys, by what they are for. There is no way to list them or to take one out; dropping one wipes it.
pub struct Ring<P: Platform> {
    master_key: Option<MasterKey>,
    account: Option<OpenAccount<P>>,
    providers: HashMap<String, ProviderKeys>,
    organizations: HashMap<String, SymmetricKey>,
    /// What is being imported, in the clear: it goes with the keys.
    pub desk: Desk,
    /// The items of the open vaults.
    pub shelf: Shelf,
    /// Bytes that go beside the answer to the message in work.
    pub beside: Option<Zeroizing<Vec<u8>>>,
}

/// The account's keys, and its private key as the server stores it.
pub struct OpenAccount<P: Platform> {
    pub user_id: String,
    pub keys: Account<P>,
    pub wrapped_private_key: String,
}

/// A provider's key with its number, and the one that is to follow it while the key is being changed.
pub struct ProviderKeys {
    pub key: SymmetricKey,
    pub revision: u32,
    next: Option<SymmetricKey>,
}

impl ProviderKeys {
    /// The key that is to follow, once it was made or opened.
    pub fn next(&self) -> Result<&SymmetricKey, Failure> {
        self.next.as_ref().ok_or(Failure::Locked)
    }
}

impl<P: Platform> Ring<P> {
    pub fn new() -> Self {
        Self {
            master_key: None,
            account: None,
            providers: HashMap::new(),
            organizations: HashMap::new(),
            desk: Desk::default(),
            shelf: Shelf::default(),
            beside: None,
        }
    }

    /// Drops every key.
    pub fn lock(&mut self) {
        *self = Self::new();
    }

    /// Keeps the master key until the account is opened with it.
    pub fn keep_master_key(&mut self, key: MasterKey) {
        self.master_key = Some(key);
    }

    /// The master key can be had once.
    pub fn take_master_key(&mut self) -> Result<MasterKey, Failure> {
        self.master_key.take().ok_or(Failure::Locked)
    }

    /// Keys opened through another account do not outlive it. Entering the same master password once more drops nothing, and lifts
    /// the guard of what asks for it.
    pub fn keep_account(&mut self, account: OpenAccount<P>) {
        let is_same = |open: &OpenAccount<P>| open.user_id == account.user_id && open.keys.user_key.id() == account.keys.user_key.id();
        if self.account.as_ref().is_some_and(is_same) {
            self.shelf.lift_guard();
        } else {
            self.lock();
        }
        self.account = Some(account);
    }

    pub fn account(&self) -> Result<&OpenAccount<P>, Failure> {
        self.account.as_ref().ok_or(Failure::Locked)
    }

    /// Keeps a provider's key. A next one that was kept stays until the number changes.
    pub fn keep_provider_key(&mut self, id: String, key: SymmetricKey, revision: u32) {
        let next = self.providers.remove(&id).filter(|before| before.revision == revision).and_then(|before| before.next);
        self.providers.insert(id, ProviderKeys { key, revision, next });
    }

    /// Keeps the key that is to follow a provider's present one.
    pub fn keep_next_provider_key(&mut self, id: &str, key: SymmetricKey) -> Result<(), Failure> {
        self.providers.get_mut(id).ok_or(Failure::Locked)?.next = Some(key);
        Ok(())
    }

    pub fn provider(&self, id: &str) -> Result<&ProviderKeys, Failure> {
        self.providers.get(id).ok_or(Failure::Locked)
    }

    pub fn keep_organization_key(&mut self, id: String, key: SymmetricKey) {
        self.organizations.insert(id, key);
    }

    pub fn organization_key(&self, id: &str) -> Result<&SymmetricKey, Failure> {
        self.organizations.get(id).ok_or(Failure::Locked)
    }

    /// The key of an organization, or without one that of the person.
    pub fn owner_key(&self, organization: Option<&str>) -> Result<&SymmetricKey, Failure> {
        match organization {
            Some(id) => self.organization_key(id),
            None => self.account().map(|account| &account.keys.user_key),
        }
    }

    /// The keys of the person and of the organizations, as far as they are here.
    pub fn owner_keys(&self) -> Vec<&SymmetricKey> {
        self.account().ok().map(|account| &account.keys.user_key).into_iter().chain(self.organizations.values()).collect()
    }

    pub fn forget_organization_key(&mut self, id: &str) {
        self.organizations.remove(id);
    }
}
