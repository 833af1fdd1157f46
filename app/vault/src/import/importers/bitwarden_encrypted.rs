//! Encrypted JSON. Protected by a password, the whole is one encrypted string of a plain export; restricted to an
//! account, each text is encrypted under the key of the user or the organization.

use serde::Deserialize;
use serde_json::Value;

use super::bitwarden_json::Places;
use crate::{
    Kdf, Platform, SymmetricKey,
    import::{
        ImportError, Options, Reason,
        input::{Content, Document, Input},
        run::Run,
        text::{Json, Table, json_text},
    },
    item::EncryptedItem,
};

const CHECK: &str = "encKeyValidation_DO_NOT_EDIT";

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.get("encrypted").and_then(Value::as_bool) == Some(true) && json.has(CHECK))
}

/// Opens an export that is protected by a password. None if it is of the other kind.
pub(crate) async fn open<P: Platform>(platform: &P, input: &Input, options: &Options<'_>) -> Result<Option<Input>, ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    if json.get("passwordProtected").and_then(Value::as_bool) != Some(true) {
        return Ok(None);
    }
    let password = options.password.as_ref().ok_or(ImportError::PasswordNeeded)?;
    let kdf = read_kdf(json).ok_or(ImportError::Malformed)?;
    let [salt, check, data] = ["salt", CHECK, "data"].map(|name| json.get(name).and_then(Value::as_str));
    let (salt, check, data) = (salt.ok_or(ImportError::Malformed)?, check.ok_or(ImportError::Malformed)?, data.ok_or(ImportError::Malformed)?);
    let key = kdf.derive_export_key(platform, salt, password.as_str()).await?;
    key.decrypt(check)?;
    let text = key.decrypt_text(data)?;
    let content = if text.trim_start().starts_with('{') {
        Content::Json(Json::parse(&text, &options.limits)?)
    } else {
        Content::Table(Table::parse(&text, &options.limits)?)
    };
    let document = Document { content };
    Ok(Some(Input { documents: vec![document], encoding: None, unreadable: 0 }))
}

fn read_kdf(json: &Json) -> Option<Kdf> {
    let number = |name: &str| json_text(json.get(name)).and_then(|text| text.parse::<u32>().ok());
    let iterations = number("kdfIterations")?;
    match number("kdfType")? {
        0 => Some(Kdf::Pbkdf2 { iterations }),
        1 => Some(Kdf::Argon2id { iterations, memory_mib: number("kdfMemory")?, parallelism: number("kdfParallelism")? }),
        _ => None,
    }
}

/// Reads an export that is restricted to an account or an organization.
pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    let check = json.get(CHECK).and_then(Value::as_str).ok_or(ImportError::Malformed)?;
    let owners = &run.options.owners;
    let refused = if owners.is_empty() { ImportError::KeyNeeded } else { ImportError::WrongPassword };
    let owner = *owners.iter().find(|owner| owner.decrypt(check).is_ok()).ok_or(refused)?;
    let places = Places::read(json, |name| owner.decrypt_text(name).ok().map(|name| name.to_string()));
    for (index, value) in json.list("items").iter().enumerate() {
        let Some(item) = open_item(value, owner) else {
            run.skip(index + 1, Reason::Unopened);
            continue;
        };
        places.keep(run, index + 1, item)?;
    }
    Ok(())
}

fn open_item(value: &Value, owner: &SymmetricKey) -> Option<crate::item::Item> {
    use crate::item::Part;

    let mut item = EncryptedItem::deserialize(value).ok()?;
    // Ciphertext that is not understood would become fields full of noise.
    item.each_unknown(&mut |unknown| drop(unknown.take()));
    item.decrypt(owner).ok()
}
