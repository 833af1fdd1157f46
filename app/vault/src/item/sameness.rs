//! When two items are the same. Compared by hashes, so that what is compared need not stay in memory.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Item, ItemKind, Secret};

impl Item {
    /// Stands for everything in the item that people put there. Ids, dates, favourites and past passwords do not count.
    pub fn content_hash(&self) -> [u8; 32] {
        let plain = Self {
            kind: self.kind,
            name: self.name.clone(),
            notes: self.notes.clone(),
            login: self.login.clone().map(|login| super::Login { password_revision_date: None, ..login }),
            secure_note: self.secure_note.clone(),
            card: self.card.clone(),
            identity: self.identity.clone(),
            ssh_key: self.ssh_key.clone(),
            bank_account: self.bank_account.clone(),
            drivers_license: self.drivers_license.clone(),
            passport: self.passport.clone(),
            fields: self.fields.clone(),
            ..Self::default()
        };
        // Writing text into memory cannot fail.
        let text = Zeroizing::new(serde_json::to_vec(&plain).unwrap_or_default());
        Sha256::digest(text.as_slice()).into()
    }

    /// Stands for name, user name and password of a login. None for what is no login, or has no password.
    pub fn login_hash(&self) -> Option<[u8; 32]> {
        let login = self.login.as_ref().filter(|_| self.kind == ItemKind::Login)?;
        let password = login.password.as_ref().filter(|password| !password.is_empty())?;
        let none = Secret::default();
        let mut hash = Sha256::new();
        for text in [&self.name, login.username.as_ref().unwrap_or(&none), password] {
            hash.update(text.len().to_be_bytes());
            hash.update(text.as_str());
        }
        Some(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_note_makes_another_item_of_the_same_login() {
        let one = Item::make_login("Mail", "ann", "secret");
        let other = Item { notes: Some("PIN 1234".into()), ..one.clone() };
        assert_ne!(one.content_hash(), other.content_hash());
        assert_eq!(one.login_hash(), other.login_hash());
    }

    #[test]
    fn folders_dates_and_favourites_make_no_difference() {
        let one = Item::make_login("Mail", "ann", "secret");
        let other = Item { favorite: true, folder_id: Some("f".into()), creation_date: Some("2026-01-01T00:00:00Z".into()), ..one.clone() };
        assert_eq!(one.content_hash(), other.content_hash());
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        assert_ne!(Item::make_login("ab", "c", "d").login_hash(), Item::make_login("a", "bc", "d").login_hash());
    }

    #[test]
    fn without_a_password_there_is_nothing_to_tell_logins_apart_by() {
        assert_eq!(Item::make_login("Mail", "ann", "").login_hash(), None);
        assert_eq!(Item { kind: ItemKind::SecureNote, ..Item::make_login("Mail", "ann", "secret") }.login_hash(), None);
    }
}
