//! Exports in the form that the protocol's clients write and read.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use serde_json::json;
use zeroize::Zeroizing;

use crate::{
    Error, Kdf, Platform, SymmetricKey,
    item::{Item, Part, Secret},
    random,
};

/// A folder, by the id that items name.
#[derive(Clone, Serialize)]
pub struct ExportFolder {
    pub id: String,
    pub name: Secret,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlainExport<'a> {
    encrypted: bool,
    folders: &'a [ExportFolder],
    items: Vec<Item>,
}

/// Writes items and folders in the clear. What this version does not understand, and may be ciphertext that nobody could open
/// afterwards, stays behind; so do attachments.
pub fn write_plain(folders: &[ExportFolder], mut items: Vec<Item>) -> Result<Zeroizing<String>, Error> {
    for item in &mut items {
        item.each_unknown(&mut |unknown| drop(unknown.take()));
        item.attachments.clear();
        (item.organization_id, item.key) = (None, None);
        item.collection_ids.clear();
    }
    serde_json::to_string_pretty(&PlainExport { encrypted: false, folders, items }).map(Zeroizing::new).map_err(|_| Error::BadInput)
}

/// Protects a plain export by a password of its own, under the parameters of new accounts.
pub async fn protect<P: Platform>(platform: &P, password: &str, plain: &str) -> Result<String, Error> {
    let Kdf::Pbkdf2 { iterations } = Kdf::DEFAULT_PBKDF2 else { return Err(Error::KdfOutOfRange) };
    let salt = STANDARD.encode(random::make_bytes::<16>()?.as_slice());
    let key = Kdf::DEFAULT_PBKDF2.derive_export_key(platform, &salt, password).await?;
    // Any text that only the right key opens.
    let check = key.encrypt_text(&SymmetricKey::make()?.id())?;
    let export = json!({
        "encrypted": true, "passwordProtected": true, "salt": salt, "kdfType": 0, "kdfIterations": iterations,
        "encKeyValidation_DO_NOT_EDIT": check, "data": key.encrypt_text(plain)?,
    });
    serde_json::to_string_pretty(&export).map_err(|_| Error::BadInput)
}
