use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Attachment, BankAccount, Card, DriversLicense, Field, Identity, ItemKind, Login, Passport, PastPassword, Reprompt, Secret, SecureNote, SshKey, Unknown,
    shape::{Part, null_is_default, text},
};
use crate::Error;

/// An item in the clear. As JSON it has the shape of the plain export of the protocol's clients.
pub type Item = Record<Secret>;

/// An item as the server stores it: every text is an encrypted string of type 2. As JSON it is the protocol's cipher.
pub type EncryptedItem = Record<String>;

/// The shape of an item, whatever its texts are.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "T: Deserialize<'de> + Default"))]
pub struct Record<T> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<String>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub collection_ids: Vec<String>,
    #[serde(rename = "type")]
    pub kind: ItemKind,
    #[serde(default, deserialize_with = "null_is_default")]
    pub name: T,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<T>,
    #[serde(default, deserialize_with = "null_is_default")]
    pub favorite: bool,
    #[serde(default, deserialize_with = "null_is_default")]
    pub reprompt: Reprompt,
    /// The item's own key under that of the owner. None in the clear, and for items encrypted under the owner's key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<Login<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secure_note: Option<SecureNote>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssh_key: Option<SshKey<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_account: Option<BankAccount<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drivers_license: Option<DriversLicense<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passport: Option<Passport<T>>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field<T>>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub password_history: Vec<PastPassword<T>>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment<T>>,
    /// ISO 8601, UTC, like the other dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision_date: Option<String>,
    /// Written even when there is none: a client leaves out an item that does not say so.
    #[serde(default)]
    pub deleted_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_date: Option<String>,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl<T> fmt::Debug for Record<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Item")
    }
}

impl Item {
    /// Makes a login of the three values that nearly all have.
    pub fn make_login(name: &str, username: &str, password: &str) -> Self {
        let login = Login { username: Some(username.into()), password: Some(password.into()), ..Login::default() };
        Self { kind: ItemKind::Login, name: name.into(), login: Some(login), ..Self::default() }
    }
}

impl<T> Part<T> for Record<T> {
    type With<U> = Record<U>;

    fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Record<U>, Error> {
        Ok(Record {
            id: self.id.clone(),
            organization_id: self.organization_id.clone(),
            folder_id: self.folder_id.clone(),
            collection_ids: self.collection_ids.clone(),
            kind: self.kind,
            name: with(&self.name)?,
            notes: text(self.notes.as_ref(), with)?,
            favorite: self.favorite,
            reprompt: self.reprompt,
            key: None,
            login: self.login.convert(with)?,
            secure_note: self.secure_note.clone(),
            card: self.card.convert(with)?,
            identity: self.identity.convert(with)?,
            ssh_key: self.ssh_key.convert(with)?,
            bank_account: self.bank_account.convert(with)?,
            drivers_license: self.drivers_license.convert(with)?,
            passport: self.passport.convert(with)?,
            fields: self.fields.convert(with)?,
            password_history: self.password_history.convert(with)?,
            attachments: self.attachments.convert(with)?,
            creation_date: self.creation_date.clone(),
            revision_date: self.revision_date.clone(),
            deleted_date: self.deleted_date.clone(),
            archived_date: self.archived_date.clone(),
            unknown: self.unknown.clone(),
        })
    }

    /// Beside name and notes.
    fn each_text(&self, visit: &mut impl FnMut(&T)) {
        self.login.each_text(visit);
        self.card.each_text(visit);
        self.identity.each_text(visit);
        self.ssh_key.each_text(visit);
        self.bank_account.each_text(visit);
        self.drivers_license.each_text(visit);
        self.passport.each_text(visit);
        self.fields.each_text(visit);
        self.password_history.each_text(visit);
        self.attachments.each_text(visit);
    }

    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown)) {
        visit(&mut self.unknown);
        self.login.each_unknown(visit);
        Part::<T>::each_unknown(&mut self.secure_note, visit);
        self.card.each_unknown(visit);
        self.identity.each_unknown(visit);
        self.ssh_key.each_unknown(visit);
        self.bank_account.each_unknown(visit);
        self.drivers_license.each_unknown(visit);
        self.passport.each_unknown(visit);
        self.fields.each_unknown(visit);
        self.password_history.each_unknown(visit);
        self.attachments.each_unknown(visit);
    }
}
