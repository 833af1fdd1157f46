use std::collections::HashMap;

use serde_json::Value;

use crate::{
    import::{
        ImportError, Reason, Target,
        clean::nested,
        draft::Draft,
        input::Input,
        run::Run,
        spill,
        text::{Json, json_text, list, normalize},
    },
    item::{ItemKind, from_seconds},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.list("items").iter().any(|item| item.get("template_type").is_some() && item.get("category").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    let folders = Folders::read(json);
    for (index, item) in json.list("items").iter().enumerate() {
        read_item(run, index + 1, item, &folders)?;
    }
    Ok(())
}

struct Folders(HashMap<String, (String, Option<String>)>);

impl Folders {
    fn read(json: &Json) -> Self {
        let folder = |folder: &Value| Some((json_text(folder.get("uuid"))?, (json_text(folder.get("title"))?, json_text(folder.get("parent_uuid")))));
        Self(json.list("folders").iter().filter_map(folder).collect())
    }

    /// The path from the root. A file may name its folders in a circle: each counts once.
    fn path(&self, id: &str) -> Option<String> {
        let mut names: Vec<&String> = Vec::new();
        let mut next = Some(id);
        while let Some((name, parent)) = next.and_then(|id| self.0.get(id)).filter(|_| names.len() < 32) {
            if names.iter().any(|known| std::ptr::eq(*known, name)) {
                break;
            }
            names.push(name);
            next = parent.as_deref();
        }
        names.reverse();
        nested(names.into_iter().map(String::as_str))
    }
}

fn read_item(run: &mut Run<'_>, row: usize, item: &Value, folders: &Folders) -> Result<(), ImportError> {
    let is_set = |name: &str| item.get(name).and_then(Value::as_i64).is_some_and(|value| value != 0);
    if is_set("trashed") {
        run.skip(row, Reason::Trashed);
        return Ok(());
    }
    let mut draft = Draft::new(row);
    draft.maybe(Target::Name, "Title", json_text(item.get("title")).as_deref());
    draft.maybe(Target::Notes, "Note", json_text(item.get("note")).as_deref());
    draft.item.favorite = is_set("favorite");
    let updated = item.get("updated_at").and_then(Value::as_i64).and_then(from_seconds);
    if is_set("archived") {
        draft.item.archived_date = updated;
    }
    let mut paths = list(item.get("folders")).iter().filter_map(Value::as_str).filter_map(|id| folders.path(id));
    draft.folder = paths.next();
    draft.collections = paths.collect();
    let category = item.get("category").and_then(Value::as_str).unwrap_or_default();
    draft.kind = match category {
        "login" | "password" => Some(ItemKind::Login),
        "creditcard" => Some(ItemKind::Card),
        "identity" => Some(ItemKind::Identity),
        "note" => Some(ItemKind::SecureNote),
        _ => None,
    };
    for field in list(item.get("fields")) {
        read_field(&mut draft, category, field);
    }
    if !list(item.get("attachments")).is_empty() {
        run.skip(row, Reason::Attachments);
    }
    run.keep(draft)
}

fn read_field(draft: &mut Draft, category: &str, field: &Value) {
    let is_set = |name: &str| field.get(name).and_then(Value::as_i64).is_some_and(|value| value != 0);
    let kind = field.get("type").and_then(Value::as_str).unwrap_or_default();
    let label = json_text(field.get("label")).unwrap_or_else(|| spill::words(kind));
    if kind == "password" {
        for past in list(field.get("history")) {
            let date = past.get("updated_at").and_then(Value::as_i64).and_then(from_seconds);
            draft.past_password(past.get("value").and_then(Value::as_str).unwrap_or_default(), date);
        }
    }
    let Some(value) = json_text(field.get("value")).filter(|_| !is_set("deleted") && kind != "section") else { return };
    let target = match kind {
        "username" => Target::Username,
        "password" => Target::Password,
        "email" => Target::Email,
        "url" => Target::Uri,
        "totp" => Target::Totp,
        "ccName" => Target::Cardholder,
        "ccNumber" => Target::CardNumber,
        "ccCvc" => Target::CardCode,
        "ccExpiry" => Target::CardExpiry,
        "ccType" => Target::CardBrand,
        _ if category == "identity" => identity(&label),
        _ if is_set("sensitive") => Target::Hidden,
        _ => Target::Field,
    };
    draft.set(target, &label, &value);
}

fn identity(label: &str) -> Target {
    match normalize(label).as_str() {
        "firstname" => Target::FirstName,
        "middlename" | "initial" => Target::MiddleName,
        "lastname" => Target::LastName,
        "street" | "address" => Target::Address1,
        "city" => Target::City,
        "state" => Target::State,
        "zip" | "zipcode" | "postalcode" => Target::PostalCode,
        "country" => Target::Country,
        "company" => Target::Company,
        "phone" | "mobile" | "homephone" | "default" => Target::Phone,
        _ => Target::Field,
    }
}
