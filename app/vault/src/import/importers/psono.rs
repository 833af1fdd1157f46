//! Psono: folders within folders; the members of an item begin with the name of its type.

use serde_json::Value;

use super::object::otpauth;
use crate::{
    import::{
        ImportError, Target,
        clean::nested,
        draft::Draft,
        input::Input,
        run::Run,
        spill,
        text::{json_text, list, members},
    },
    item::ItemKind,
};

const DEPTH: usize = 32;

pub(crate) fn detect(input: &Input) -> bool {
    fn is_psono(value: &Value, depth: usize) -> bool {
        let item = |item: &Value| {
            let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
            !kind.is_empty() && members(Some(item)).any(|(name, _)| name.len() > kind.len() && name.starts_with(kind))
        };
        list(value.get("items")).iter().any(item) || (depth > 0 && list(value.get("folders")).iter().any(|folder| is_psono(folder, depth - 1)))
    }
    input.json().any(|json| is_psono(json.value(), DEPTH))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    read_folder(run, json.value(), &mut Vec::new(), &mut 0)
}

fn read_folder(run: &mut Run<'_>, folder: &Value, names: &mut Vec<String>, row: &mut usize) -> Result<(), ImportError> {
    for item in list(folder.get("items")) {
        *row += 1;
        let mut draft = read_item(*row, item);
        draft.folder = nested(names.iter().map(String::as_str));
        run.keep(draft)?;
    }
    if names.len() < DEPTH {
        for inner in list(folder.get("folders")) {
            names.push(json_text(inner.get("name")).unwrap_or_default());
            read_folder(run, inner, names, row)?;
            names.pop();
        }
    }
    Ok(())
}

fn read_item(row: usize, item: &Value) -> Draft {
    let mut draft = Draft::new(row);
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    draft.maybe(Target::Name, "Title", json_text(item.get(format!("{kind}_title"))).or_else(|| json_text(item.get("name"))).as_deref());
    for (name, value) in members(Some(item)) {
        match name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('_')) {
            Some(part) => read_part(&mut draft, kind, part, value),
            None => read_common(&mut draft, name, value),
        }
    }
    let part = |part: &str| json_text(item.get(format!("{kind}_{part}")));
    let secret = if kind == "totp" { part("code") } else { part("totp_code") };
    if let Some(secret) = secret {
        let prefix = if kind == "totp" { "" } else { "totp_" };
        let [algorithm, digits, period] = ["algorithm", "digits", "period"].map(|name| part(&format!("{prefix}{name}")));
        draft.totp("TOTP", &otpauth(&secret, algorithm.as_deref(), digits.as_deref(), period.as_deref()));
    }
    draft.kind = match kind {
        "website_password" | "application_password" | "bookmark" | "totp" => Some(ItemKind::Login),
        "note" | "environment_variables" | "mail_gpg_own_key" => Some(ItemKind::SecureNote),
        "ssh_own_key" => Some(ItemKind::SshKey),
        "credit_card" => Some(ItemKind::Card),
        _ => None,
    };
    draft
}

fn read_part(draft: &mut Draft, kind: &str, part: &str, value: &Value) {
    let target = match (kind, part) {
        // One-time passwords are read as a whole.
        (_, "title" | "auto_submit" | "url_filter" | "totp_code" | "totp_algorithm" | "totp_digits" | "totp_period")
        | ("totp", "code" | "algorithm" | "digits" | "period") => return,
        (_, "url") => Target::Uri,
        (_, "notes") => Target::Notes,
        (_, "password") => Target::Password,
        (_, "username") => Target::Username,
        ("ssh_own_key", "private") => Target::PrivateKey,
        ("ssh_own_key", "public") => Target::PublicKey,
        ("credit_card", "number") => Target::CardNumber,
        ("credit_card", "name") => Target::Cardholder,
        ("credit_card", "cvc") => Target::CardCode,
        ("credit_card", "valid_through") => Target::CardExpiry,
        ("environment_variables", "variables") => {
            for variable in list(Some(value)) {
                draft.field(&json_text(variable.get("key")).unwrap_or_default(), &json_text(variable.get("value")).unwrap_or_default());
            }
            return;
        }
        _ => return spill::leaf(draft, &spill::words(part), value),
    };
    draft.maybe(target, &spill::words(part), json_text(Some(value)).as_deref());
}

fn read_common(draft: &mut Draft, name: &str, value: &Value) {
    match name {
        "custom_fields" => {
            for field in list(Some(value)) {
                let (label, text) = (json_text(field.get("name")).unwrap_or_default(), json_text(field.get("value")).unwrap_or_default());
                if field.get("type").and_then(Value::as_str) == Some("password") { draft.hidden(&label, &text) } else { draft.field(&label, &text) }
            }
        }
        // Bookkeeping, and a description that repeats the user name.
        "type" | "name" | "id" | "urlfilter" | "description" | "share_id" | "secret_id" | "secret_key" | "create_date" | "write_date" | "metadata" => {}
        _ => spill::leaf(draft, &spill::words(name), value),
    }
}
