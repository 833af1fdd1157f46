//! From the clear to the protocol's form and back.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{EncryptedItem, Item, Secret, shape::Part};
use crate::{Error, SymmetricKey};

impl Item {
    /// Encrypts a new item under a fresh key of its own, and that one under `owner` (organization or user key).
    ///
    /// What this version does not know stays behind, because it may be in the clear; so do attachments, whose files
    /// belong to the item that they came from.
    pub fn encrypt(&self, owner: &SymmetricKey) -> Result<EncryptedItem, Error> {
        let key = SymmetricKey::make()?;
        let mut encrypted = encrypt_under(self, &key)?;
        encrypted.key = Some(owner.wrap(&key)?);
        encrypted.attachments.clear();
        encrypted.each_unknown(&mut |unknown| drop(unknown.take()));
        Ok(encrypted)
    }

    /// Encrypts a changed item that came from [`EncryptedItem::decrypt`]. Its own key stays, and with it all that this
    /// version does not know. An item without a key of its own gets one, unless something in it that is not understood
    /// would then no longer open.
    pub fn encrypt_again(&self, owner: &SymmetricKey, before: &EncryptedItem) -> Result<EncryptedItem, Error> {
        let has_key = before.key.is_some();
        if has_key || holds_unknown_ciphertext(&mut self.without_copy()) {
            self.encrypt_in_place(owner, before)
        } else {
            self.encrypt_for(owner, owner, before)
        }
    }

    /// The same for another owner, with what is attached to it. Fails where something in it that is not understood would then no
    /// longer open.
    pub fn encrypt_for(&self, next: &SymmetricKey, owner: &SymmetricKey, before: &EncryptedItem) -> Result<EncryptedItem, Error> {
        let mut again = self.without_copy();
        let key = match before.open_key(owner)? {
            Some(key) => key,
            None if holds_unknown_ciphertext(&mut again) => return Err(Error::BadInput),
            None => {
                let key = SymmetricKey::make()?;
                for attachment in &mut again.attachments {
                    attachment.key = attachment.key.as_deref().map(|old| key.wrap(&owner.open(old)?)).transpose()?;
                }
                key
            }
        };
        Ok(EncryptedItem { id: before.id.clone(), key: Some(next.wrap(&key)?), ..encrypt_under(&again, &key)? })
    }
}

impl Item {
    /// The same for whoever does not see all of the item. It stays under the key that it has, its own or the owner's:
    /// the server keeps what is not seen, and that opens with no other.
    pub fn encrypt_in_place(&self, owner: &SymmetricKey, before: &EncryptedItem) -> Result<EncryptedItem, Error> {
        let again = self.without_copy();
        let encrypted = match before.open_key(owner)? {
            Some(key) => encrypt_under(&again, &key)?,
            None => encrypt_under(&again, owner)?,
        };
        Ok(EncryptedItem { id: before.id.clone(), key: before.key.clone(), ..encrypted })
    }

    /// Some clients keep a copy of the whole item as it was before in it.
    fn without_copy(&self) -> Self {
        let mut item = self.clone();
        item.unknown.remove("data");
        item
    }
}

impl EncryptedItem {
    /// Decrypts the item with the key of its owner. A URI that its checksum does not confirm is left out: somebody
    /// put another text of the item in its place.
    pub fn decrypt(&self, owner: &SymmetricKey) -> Result<Item, Error> {
        match &self.key {
            Some(key) => decrypt_under(self, &owner.open(key)?),
            None => decrypt_under(self, owner),
        }
    }

    /// Opens the key that this item's attachments' keys are wrapped with.
    pub fn open_key(&self, owner: &SymmetricKey) -> Result<Option<SymmetricKey>, Error> {
        self.key.as_deref().map(|key| owner.open(key)).transpose()
    }
}

fn holds_unknown_ciphertext(item: &mut Item) -> bool {
    let mut found = false;
    item.each_unknown(&mut |unknown| found |= unknown.holds_ciphertext());
    found
}

fn encrypt_under(item: &Item, key: &SymmetricKey) -> Result<EncryptedItem, Error> {
    let mut encrypted = item.convert(&mut |text: &Secret| key.encrypt_text(text.as_str()))?;
    if let (Some(plain), Some(login)) = (&item.login, &mut encrypted.login) {
        for (plain, uri) in plain.uris.iter().zip(&mut login.uris) {
            uri.uri_checksum = plain.uri.as_ref().map(|uri| key.encrypt_text(&checksum(uri))).transpose()?;
        }
    }
    Ok(encrypted)
}

fn decrypt_under(item: &EncryptedItem, key: &SymmetricKey) -> Result<Item, Error> {
    // Some clients write an empty text where there is none.
    let mut open = |text: &String| {
        if text.is_empty() {
            return Ok(Secret::default());
        }
        Ok(Secret::new(std::mem::take(&mut *key.decrypt_text(text)?)))
    };
    let mut plain = item.convert(&mut open)?;
    if let Some(login) = &mut plain.login {
        login.uris.retain_mut(|uri| match (uri.uri_checksum.take(), &uri.uri) {
            (Some(expected), Some(uri)) => expected == checksum(uri).as_str(),
            _ => true,
        });
    }
    Ok(plain)
}

fn checksum(uri: &Secret) -> String {
    STANDARD.encode(Sha256::digest(uri.as_str().as_bytes()))
}
