//! Keeper: records with custom fields whose names hold their type, `$type:label:number`.

use serde_json::Value;

use super::object;
use crate::{
    import::{
        ImportError, Reason, Target,
        clean::path,
        draft::Draft,
        input::Input,
        run::Run,
        spill,
        text::{Json, json_text, list, members},
    },
    item::ItemKind,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.list("records").iter().any(|record| record.get("title").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    for (index, record) in json.list("records").iter().enumerate() {
        let mut draft = Draft::new(index + 1);
        for (name, value) in members(Some(record)) {
            member(&mut draft, name, value);
        }
        draft.kind = match record.get("$type").and_then(Value::as_str) {
            Some("login" | "serverCredentials" | "databaseCredentials") => Some(ItemKind::Login),
            Some("bankCard") => Some(ItemKind::Card),
            Some("encryptedNotes") => Some(ItemKind::SecureNote),
            Some("sshKeys") if draft.item.ssh_key.is_some() => Some(ItemKind::SshKey),
            Some("contact" | "address") => Some(ItemKind::Identity),
            Some("bankAccount") => Some(ItemKind::BankAccount),
            _ => None,
        };
        let links = |kinds: &[&str]| {
            let kind = |label: &str| label.strip_prefix('$').and_then(|typed| typed.split(':').next().map(|kind| kinds.contains(&kind)));
            members(record.get("custom_fields")).any(|(label, value)| kind(label) == Some(true) && !is_nothing(value))
        };
        if links(&["fileRef"]) {
            run.skip(index + 1, Reason::Attachments);
        }
        if links(&["cardRef", "addressRef"]) || record.get("references").is_some_and(|references| !is_nothing(references)) {
            run.skip(index + 1, Reason::Links);
        }
        run.keep(draft)?;
    }
    Ok(())
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.iter().all(is_nothing),
        Value::Object(values) => values.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn member(draft: &mut Draft, name: &str, value: &Value) {
    let target = match name {
        "title" => Target::Name,
        "login" => Target::Username,
        "password" => Target::Password,
        "login_url" => Target::Uri,
        "notes" => Target::Notes,
        "custom_fields" => {
            for (label, value) in members(Some(value)) {
                typed_value(draft, label, value);
            }
            return;
        }
        "folders" => return folders(draft, value),
        "$type" | "uid" | "last_modified" | "references" | "schema" => return,
        _ => return spill::leaf(draft, &spill::words(name), value),
    };
    draft.maybe(target, &spill::words(name), json_text(Some(value)).as_deref());
}

/// The first own folder is the folder; shared ones are collections.
fn folders(draft: &mut Draft, folders: &Value) {
    for folder in list(Some(folders)) {
        let own = json_text(folder.get("folder"));
        match json_text(folder.get("shared_folder")) {
            Some(shared) => {
                let whole = own.map_or(shared.clone(), |own| format!("{shared}/{own}"));
                draft.collections.extend(path(&whole));
            }
            None => own.iter().for_each(|own| draft.folder(own)),
        }
    }
}

/// A custom field of a table, where what has parts is written as JSON.
pub(super) fn typed(draft: &mut Draft, label: &str, text: &str) {
    let value = if label.starts_with('$') && text.starts_with(['{', '[']) { serde_json::from_str(text).ok() } else { None };
    match value.map(Json::from_value) {
        Some(value) => typed_value(draft, label, value.value()),
        None => typed_value(draft, label, &Value::String(text.to_owned())),
    }
}

fn typed_value(draft: &mut Draft, name: &str, value: &Value) {
    if let Some(values) = value.as_array() {
        for value in values {
            typed_value(draft, name, value);
        }
        return;
    }
    if name == "TFC:Keeper" {
        draft.maybe(Target::Totp, "One-time code", value.as_str());
        return;
    }
    let Some(typed) = name.strip_prefix('$') else {
        spill::leaf(draft, name, value);
        return;
    };
    let mut parts = typed.split(':');
    let kind = parts.next().unwrap_or_default();
    let label = parts.next().filter(|label| !label.is_empty() && label.parse::<u32>().is_err()).map_or_else(|| spill::words(kind), spill::words);
    match kind {
        "oneTimeCode" => draft.maybe(Target::Totp, &label, value.as_str()),
        "url" => draft.maybe(Target::Uri, &label, value.as_str()),
        "password" => draft.maybe(Target::Password, &label, value.as_str()),
        "login" => draft.maybe(Target::Username, &label, value.as_str()),
        "email" => draft.maybe(Target::Email, &label, value.as_str()),
        "text" if label.eq_ignore_ascii_case("cardholder name") => draft.maybe(Target::Cardholder, &label, value.as_str()),
        "pinCode" | "secret" => json_text(Some(value)).iter().for_each(|text| draft.hidden(&label, text)),
        "paymentCard" => object::fill(
            draft,
            value,
            &[("cardNumber", Target::CardNumber), ("cardExpirationDate", Target::CardExpiry), ("cardSecurityCode", Target::CardCode)],
        ),
        "keyPair" => object::fill(draft, value, &[("privateKey", Target::PrivateKey), ("publicKey", Target::PublicKey)]),
        "name" => object::fill(draft, value, &[("first", Target::FirstName), ("middle", Target::MiddleName), ("last", Target::LastName)]),
        "address" => object::fill(
            draft,
            value,
            &[
                ("street1", Target::Address1),
                ("street2", Target::Address2),
                ("city", Target::City),
                ("state", Target::State),
                ("zip", Target::PostalCode),
                ("country", Target::Country),
            ],
        ),
        "phone" => draft.maybe(Target::Phone, &label, phone(value).as_deref()),
        "bankAccount" => object::fill(draft, value, &[("routingNumber", Target::RoutingNumber), ("accountNumber", Target::AccountNumber)]),
        "host" => host(draft, &label, value),
        "securityQuestion" => {
            if let (Some(question), Some(answer)) = (json_text(value.get("question")), json_text(value.get("answer"))) {
                draft.hidden(&question, &answer);
            }
        }
        "fileRef" | "cardRef" | "addressRef" => {}
        _ => spill::leaf(draft, &label, value),
    }
}

fn phone(value: &Value) -> Option<String> {
    let parts = ["region", "number", "ext"].iter().filter_map(|name| json_text(value.get(*name))).collect::<Vec<_>>();
    if parts.is_empty() { json_text(Some(value)) } else { Some(parts.join(" ")) }
}

fn host(draft: &mut Draft, label: &str, value: &Value) {
    match (json_text(value.get("hostName")), json_text(value.get("port"))) {
        (Some(host), Some(port)) => draft.field(label, &format!("{host}:{port}")),
        (Some(text), None) | (None, Some(text)) => draft.field(label, &text),
        (None, None) => spill::leaf(draft, label, value),
    }
}
