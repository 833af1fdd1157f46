//! 1PUX: an archive with `export.data`, JSON of accounts, vaults and items.

use serde_json::Value;

use super::onepassword_fields;
use crate::{
    import::{
        ImportError, Reason, Target,
        clean::path,
        draft::Draft,
        input::Input,
        run::Run,
        text::{json_text, list},
    },
    item::{ItemKind, from_seconds},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.list("accounts").iter().any(|account| account.get("vaults").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().find(|json| json.has("accounts")).ok_or(ImportError::Malformed)?;
    let vaults: Vec<&Value> = json.list("accounts").iter().flat_map(|account| list(account.get("vaults"))).collect();
    let mut row = 0;
    for vault in &vaults {
        let name = json_text(vault.pointer("/attrs/name")).and_then(|name| path(&name));
        for item in list(vault.get("items")) {
            row += 1;
            // Early versions wrapped each item once more.
            let item = item.get("item").unwrap_or(item);
            let collection = name.clone().filter(|_| vaults.len() > 1);
            read_item(run, row, item, collection)?;
        }
    }
    Ok(())
}

fn read_item(run: &mut Run<'_>, row: usize, item: &Value, vault: Option<String>) -> Result<(), ImportError> {
    if item.get("trashed").and_then(Value::as_bool) == Some(true) {
        run.skip(row, Reason::Trashed);
        return Ok(());
    }
    let (Some(overview), Some(details)) = (item.get("overview"), item.get("details")) else {
        run.skip(row, Reason::Unreadable);
        return Ok(());
    };
    let mut draft = Draft::new(row);
    draft.maybe(Target::Name, "Title", json_text(overview.get("title")).as_deref());
    draft.maybe(Target::Uri, "URL", json_text(overview.get("url")).as_deref());
    for url in list(overview.get("urls")) {
        draft.maybe(Target::Uri, "URL", json_text(url.get("url")).as_deref());
    }
    for tag in list(overview.get("tags")).iter().filter_map(Value::as_str) {
        draft.tag(tag);
    }
    draft.collections.extend(vault);
    draft.item.favorite = item.get("favIndex").and_then(Value::as_i64).is_some_and(|index| index != 0);
    draft.item.creation_date = item.get("createdAt").and_then(Value::as_i64).and_then(from_seconds);
    if item.get("state").and_then(Value::as_str) == Some("archived") {
        draft.item.archived_date = item.get("updatedAt").and_then(Value::as_i64).and_then(from_seconds);
    }

    let category = item.get("categoryUuid").and_then(Value::as_str).unwrap_or_default();
    draft.kind = kind(category);
    login_fields(&mut draft, details);
    // Items of the kind "password" have theirs here.
    draft.maybe(Target::Password, "Password", details.get("password").and_then(Value::as_str));
    draft.maybe(Target::Notes, "Notes", details.get("notesPlain").and_then(Value::as_str));
    let mut files = details.get("documentAttributes").is_some_and(|file| !file.is_null());
    for section in list(details.get("sections")) {
        for field in list(section.get("fields")) {
            files |= onepassword_fields::read(&mut draft, category, field);
        }
    }
    for past in list(details.get("passwordHistory")) {
        let date = past.get("time").and_then(Value::as_i64).and_then(from_seconds);
        draft.past_password(past.get("value").and_then(Value::as_str).unwrap_or_default(), date);
    }
    if files {
        run.skip(row, Reason::Attachments);
    }
    run.keep(draft)
}

fn kind(category: &str) -> Option<ItemKind> {
    match category {
        // Login, password, database, router, server, e-mail account, API credential.
        "001" | "005" | "102" | "109" | "110" | "111" | "112" => Some(ItemKind::Login),
        "002" => Some(ItemKind::Card),
        "003" => Some(ItemKind::SecureNote),
        "004" | "108" => Some(ItemKind::Identity),
        "101" => Some(ItemKind::BankAccount),
        "103" => Some(ItemKind::DriversLicense),
        "106" => Some(ItemKind::Passport),
        "114" => Some(ItemKind::SshKey),
        _ => None,
    }
}

fn login_fields(draft: &mut Draft, details: &Value) {
    for field in list(details.get("loginFields")) {
        let Some(value) = json_text(field.get("value")) else { continue };
        let label = json_text(field.get("name")).or_else(|| json_text(field.get("id"))).unwrap_or_else(|| "Field".to_owned());
        match (field.get("designation").and_then(Value::as_str), field.get("fieldType").and_then(Value::as_str)) {
            (Some("username"), _) => draft.set(Target::Username, &label, &value),
            (Some("password"), _) => draft.set(Target::Password, &label, &value),
            (_, Some("P")) => draft.hidden(&label, &value),
            // Buttons, and what ticks boxes.
            (_, Some("B" | "S" | "I" | "R" | "C")) => {}
            _ => draft.field(&label, &value),
        }
    }
}
