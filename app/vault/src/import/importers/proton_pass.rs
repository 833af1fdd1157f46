//! Proton Pass: JSON of vaults, alone or as `data.json` in an archive.

use serde_json::Value;

use super::object;
use crate::{
    import::{
        ImportError, Reason, Target,
        clean::path,
        draft::Draft,
        input::Input,
        run::Run,
        text::{json_text, list, members},
    },
    item::{ItemKind, from_seconds},
};

const TRASHED: i64 = 2;

const LOGIN: &[(&str, Target)] = &[
    ("itemUsername", Target::Username),
    ("username", Target::Username),
    ("itemEmail", Target::Email),
    ("password", Target::Password),
    ("urls", Target::Uri),
    ("totpUri", Target::Totp),
    ("passkeys", Target::Ignore),
];

const CARD: &[(&str, Target)] = &[
    ("cardholderName", Target::Cardholder),
    ("number", Target::CardNumber),
    ("verificationNumber", Target::CardCode),
    ("expirationDate", Target::CardExpiry),
    ("pin", Target::Hidden),
    ("cardType", Target::Ignore),
    ("note", Target::Ignore),
];

const IDENTITY: &[(&str, Target)] = &[
    ("fullName", Target::Ignore),
    ("firstName", Target::FirstName),
    ("middleName", Target::MiddleName),
    ("lastName", Target::LastName),
    ("email", Target::Email),
    ("phoneNumber", Target::Phone),
    ("organization", Target::Company),
    ("company", Target::Company),
    ("streetAddress", Target::Address1),
    ("floor", Target::Address2),
    ("zipOrPostalCode", Target::PostalCode),
    ("city", Target::City),
    ("stateOrProvince", Target::State),
    ("countryOrRegion", Target::Country),
    ("socialSecurityNumber", Target::NationalId),
    ("passportNumber", Target::PassportNumber),
    ("licenseNumber", Target::LicenseNumber),
    ("extraPersonalDetails", Target::Ignore),
    ("extraAddressDetails", Target::Ignore),
    ("extraContactDetails", Target::Ignore),
    ("extraWorkDetails", Target::Ignore),
    ("extraSections", Target::Ignore),
    ("note", Target::Ignore),
];

const SSH: &[(&str, Target)] = &[("privateKey", Target::PrivateKey), ("publicKey", Target::PublicKey), ("sections", Target::Ignore), ("note", Target::Ignore)];
const WIFI: &[(&str, Target)] =
    &[("ssid", Target::Field), ("password", Target::Password), ("security", Target::Ignore), ("sections", Target::Ignore), ("note", Target::Ignore)];
const CUSTOM: &[(&str, Target)] = &[("sections", Target::Ignore), ("note", Target::Ignore)];

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| members(json.get("vaults")).any(|(_, vault)| vault.get("items").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().find(|json| json.has("vaults")).ok_or(ImportError::Malformed)?;
    if json.get("encrypted").and_then(Value::as_bool) == Some(true) {
        return Err(ImportError::Unsupported);
    }
    let mut row = 0;
    for (_, vault) in members(json.get("vaults")) {
        let folder = json_text(vault.get("name")).and_then(|name| path(&name));
        for item in list(vault.get("items")) {
            row += 1;
            read_item(run, row, item, folder.clone())?;
        }
    }
    Ok(())
}

fn read_item(run: &mut Run<'_>, row: usize, item: &Value, folder: Option<String>) -> Result<(), ImportError> {
    if item.get("state").and_then(Value::as_i64) == Some(TRASHED) {
        run.skip(row, Reason::Trashed);
        return Ok(());
    }
    let Some(data) = item.get("data") else {
        run.skip(row, Reason::Unreadable);
        return Ok(());
    };
    let mut draft = Draft::new(row);
    draft.folder = folder;
    draft.item.favorite = item.get("pinned").and_then(Value::as_bool) == Some(true);
    draft.item.creation_date = item.get("createTime").and_then(Value::as_i64).and_then(from_seconds);
    draft.maybe(Target::Name, "Name", json_text(data.pointer("/metadata/name")).as_deref());
    draft.maybe(Target::Notes, "Note", json_text(data.pointer("/metadata/note")).as_deref());
    let content = data.get("content").unwrap_or(&Value::Null);
    fill(&mut draft, data.get("type").and_then(Value::as_str).unwrap_or_default(), content);
    draft.maybe(Target::Email, "Alias", json_text(item.get("aliasEmail")).as_deref());
    extra_fields(&mut draft, data.get("extraFields"));
    if !list(content.get("passkeys")).is_empty() {
        run.skip(row, Reason::Passkey);
    }
    if !list(item.get("files")).is_empty() {
        run.skip(row, Reason::Attachments);
    }
    run.keep(draft)
}

/// Puts the content of an item of one of Proton's kinds in place.
pub(super) fn fill(draft: &mut Draft, kind: &str, content: &Value) {
    let (map, kind): (&[(&str, Target)], _) = match kind {
        "login" => (LOGIN, Some(ItemKind::Login)),
        "creditCard" => (CARD, Some(ItemKind::Card)),
        "identity" => (IDENTITY, Some(ItemKind::Identity)),
        "sshKey" => (SSH, Some(ItemKind::SshKey)),
        "wifi" => (WIFI, Some(ItemKind::Login)),
        "note" => (CUSTOM, Some(ItemKind::SecureNote)),
        "alias" => (CUSTOM, Some(ItemKind::Login)),
        _ => (CUSTOM, None),
    };
    if kind.is_some_and(|kind| kind == ItemKind::Identity) && content.get("firstName").and_then(Value::as_str).is_none_or(str::is_empty) {
        draft.maybe(Target::FullName, "Full name", json_text(content.get("fullName")).as_deref());
    }
    object::fill(draft, content, map);
    draft.kind = kind;
    for name in ["extraPersonalDetails", "extraAddressDetails", "extraContactDetails", "extraWorkDetails"] {
        extra_fields(draft, content.get(name));
    }
    for section in list(content.get("extraSections")).iter().chain(list(content.get("sections"))) {
        extra_fields(draft, section.get("sectionFields"));
    }
}

fn extra_fields(draft: &mut Draft, fields: Option<&Value>) {
    for field in list(fields) {
        let label = json_text(field.get("fieldName")).unwrap_or_else(|| "Field".to_owned());
        let value = ["content", "totpUri", "timestamp"].iter().find_map(|name| json_text(field.get("data").and_then(|data| data.get(*name))));
        let Some(value) = value else { continue };
        match field.get("type").and_then(Value::as_str) {
            Some("totp") => draft.totp(&label, &value),
            Some("hidden") => draft.hidden(&label, &value),
            _ => draft.field(&label, &value),
        }
    }
}
