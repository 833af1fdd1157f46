use crate::{
    domain::{Error, Result},
    model::key::Ciphertext,
    store::attachments::AttachmentRow,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What an item holds, checked: every text in it is encrypted, but for dates. In the protocol's shape.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemContent {
    kind: i64,
    json: String,
}

/// The object that each kind has, and the kind's number.
const KINDS: [(&str, i64); 8] =
    [("login", 1), ("secureNote", 2), ("card", 3), ("identity", 4), ("sshKey", 5), ("bankAccount", 6), ("driversLicense", 7), ("passport", 8)];
/// Fields that are dates in the clear.
const DATES: [&str; 3] = ["passwordRevisionDate", "lastUsedDate", "creationDate"];
/// Clients send it and nobody reads it.
const STRAY: &str = "response";

const NAME_MAX: usize = 1_000;
const JSON_MAX: usize = 512 * 1024;
const DEPTH: usize = 5;
const ENTRIES: usize = 1_000;

impl ItemContent {
    /// Reads what a client sent. Fields that are not part of an item's content are left out.
    pub fn parse(sent: &Map<String, Value>) -> Result<Self> {
        let kind = sent.get("type").and_then(Value::as_i64);
        let Some((object, kind)) = KINDS.into_iter().find(|(_, number)| kind == Some(*number)) else {
            return Err(Error::field("type", "This kind of item is not known here. Update your app, or the server."));
        };
        let mut kept = Map::new();
        for name in ["key", "name"] {
            kept.insert(name.to_owned(), encrypted(name, sent.get(name))?);
        }
        if kept.get("name").is_none_or(Value::is_null) {
            return Err(Error::field("name", "An item needs a name."));
        }
        if kept.get("name").and_then(Value::as_str).is_some_and(|name| name.len() > NAME_MAX) {
            return Err(Error::field("name", "This name is too long. Use a shorter one."));
        }
        kept.insert("notes".to_owned(), encrypted("notes", sent.get("notes"))?);
        kept.insert("reprompt".to_owned(), json!(i64::from(sent.get("reprompt").and_then(Value::as_i64) == Some(1))));
        for (name, _) in KINDS {
            let value = if name == object { Some(sent.get(name).filter(|value| value.is_object()).ok_or_else(|| missing(name))?) } else { None };
            kept.insert(name.to_owned(), value.map_or(Ok(Value::Null), |value| checked(name, value, DEPTH))?);
        }
        for name in ["fields", "passwordHistory"] {
            kept.insert(name.to_owned(), sent.get(name).map_or(Ok(Value::Null), |value| checked(name, value, DEPTH))?);
        }
        let json = Value::Object(kept).to_string();
        if json.len() > JSON_MAX {
            return Err(Error::field("type", "This item is too large. Shorten its notes, or attach a file instead."));
        }
        Ok(Self { kind, json })
    }

    /// Reads the text in which pages send an item.
    pub fn parse_text(sent: &str) -> Result<Self> {
        let sent = serde_json::from_str(sent).map_err(|_| Error::field("content", "This item could not be read. Reload the page and try again."))?;
        Self::parse(&sent)
    }

    /// The number of its kind.
    pub fn kind(&self) -> i64 {
        self.kind
    }

    /// JSON of encrypted strings.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The same with what the person may not see taken from what is stored: he could not send it.
    pub fn keeping_hidden(self, stored: &str) -> Result<Self> {
        let parse = |json: &str| serde_json::from_str::<Value>(json).map_err(|_| Error::Internal("a stored item that is no JSON"));
        let (mut fresh, stored) = (parse(&self.json)?, parse(stored)?);
        if fresh.get("key") != stored.get("key") {
            // What is kept could not be read with another key by anybody, ever again.
            return Err(Error::conflict("You do not see all of this item, so its key must stay. Update your app, or ask somebody who sees its passwords."));
        }
        for (object, field) in HIDDEN {
            if let (Some(fresh), Some(stored)) = (fresh.get_mut(object).and_then(Value::as_object_mut), stored.get(object).and_then(Value::as_object)) {
                fresh.insert(field.to_owned(), stored.get(field).cloned().unwrap_or(Value::Null));
            }
        }
        let hidden_fields = |value: &Value| value.as_array().into_iter().flatten().filter(|field| is_hidden(field)).cloned().collect::<Vec<_>>();
        if let Some(kept) = stored.get("fields").map(hidden_fields).filter(|kept| !kept.is_empty()) {
            let mut fields = fresh.get("fields").and_then(Value::as_array).cloned().unwrap_or_default();
            fields.retain(|field| !is_hidden(field));
            fields.extend(kept);
            if let Some(fresh) = fresh.as_object_mut() {
                fresh.insert("fields".to_owned(), Value::Array(fields));
            }
        }
        if let Some(fresh) = fresh.as_object_mut() {
            fresh.insert("passwordHistory".to_owned(), stored.get("passwordHistory").cloned().unwrap_or(Value::Null));
        }
        Ok(Self { kind: self.kind, json: fresh.to_string() })
    }
}

/// A stored item as it was sent, with the number of its kind and what is known of its files, which are stored beside it.
pub fn in_full(kind: i64, json: &str, files: &[AttachmentRow]) -> Result<String> {
    let mut content: Map<String, Value> = serde_json::from_str(json).map_err(|_| Error::Internal("a stored item that is no JSON"))?;
    content.insert("type".to_owned(), kind.into());
    let files =
        files.iter().map(|file| json!({ "id": file.id, "fileName": file.file_name, "key": file.key, "size": file.size.to_string() })).collect::<Vec<_>>();
    if !files.is_empty() {
        content.insert("attachments".to_owned(), Value::Array(files));
    }
    Ok(Value::Object(content).to_string())
}

/// Under which key of its own an item is encrypted, as it is stored; none if under its owner's.
pub(super) fn own_key(json: &str) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Keyed {
        key: Option<String>,
    }
    Ok(serde_json::from_str::<Keyed>(json).map_err(|_| Error::Internal("a stored item that is no JSON"))?.key)
}

/// What a grant that hides passwords hides, by object and field; besides hidden fields and the history of passwords.
const HIDDEN: [(&str, &str); 7] = [
    ("login", "password"),
    ("login", "totp"),
    ("login", "fido2Credentials"),
    ("card", "number"),
    ("card", "code"),
    ("sshKey", "privateKey"),
    ("bankAccount", "pin"),
];

fn is_hidden(field: &Value) -> bool {
    field.get("type").and_then(Value::as_i64) == Some(1)
}

/// What is stored of an item, without what a grant that hides passwords hides.
pub(super) fn without_hidden(json: &str) -> Result<String> {
    let mut item = serde_json::from_str::<Value>(json).map_err(|_| Error::Internal("a stored item that is no JSON"))?;
    for (object, field) in HIDDEN {
        if let Some(value) = item.get_mut(object).and_then(|object| object.get_mut(field)) {
            *value = Value::Null;
        }
    }
    if let Some(fields) = item.get_mut("fields").and_then(Value::as_array_mut) {
        fields.retain(|field| !is_hidden(field));
    }
    if let Some(item) = item.as_object_mut() {
        item.insert("passwordHistory".to_owned(), Value::Null);
    }
    Ok(item.to_string())
}

/// As much of a stored item as a list shows: by what people know it again.
pub(super) fn face(json: &str) -> Result<String> {
    const TOP: [&str; 3] = ["key", "name", "reprompt"];
    const PARTS: [(&str, &[&str]); 6] = [
        ("login", &["username", "uris"]),
        ("card", &["brand"]),
        ("identity", &["firstName", "lastName"]),
        ("bankAccount", &["bankName"]),
        ("driversLicense", &["firstName", "lastName"]),
        ("passport", &["givenName", "surname"]),
    ];
    let item = serde_json::from_str::<Map<String, Value>>(json).map_err(|_| Error::Internal("a stored item that is no JSON"))?;
    let picked = |from: &Map<String, Value>, names: &[&str]| {
        names.iter().filter_map(|name| Some(((*name).to_owned(), from.get(*name).filter(|value| !value.is_null())?.clone()))).collect::<Map<_, _>>()
    };
    let mut face = picked(&item, &TOP);
    for (object, fields) in PARTS {
        if let Some(part) = item.get(object).and_then(Value::as_object) {
            face.insert(object.to_owned(), Value::Object(picked(part, fields)));
        }
    }
    Ok(Value::Object(face).to_string())
}

fn missing(field: &str) -> Error {
    Error::field(field, "This item lacks the part that makes up its kind. Update your app.")
}

fn not_encrypted(field: &str) -> Error {
    Error::field(field, "This field is not encrypted as an item's field must be. Reload the page and try again.")
}

/// An encrypted text, or nothing.
fn encrypted(field: &str, value: Option<&Value>) -> Result<Value> {
    match value {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) if text.is_empty() => Ok(Value::Null),
        Some(Value::String(text)) if Ciphertext::try_from(text.clone()).is_ok_and(|text| !text.is_sealed()) => Ok(Value::String(text.clone())),
        Some(_) => Err(not_encrypted(field)),
    }
}

fn checked(field: &str, value: &Value, depth: usize) -> Result<Value> {
    if depth == 0 {
        return Err(Error::field(field, "This item is not in the expected form."));
    }
    match value {
        Value::Null | Value::Bool(_) => Ok(value.clone()),
        Value::Number(number) => {
            if number.is_i64() {
                Ok(value.clone())
            } else {
                Err(not_encrypted(field))
            }
        }
        Value::String(text) if DATES.contains(&field) => {
            if is_date(text) {
                Ok(value.clone())
            } else {
                Err(not_encrypted(field))
            }
        }
        Value::String(_) => encrypted(field, Some(value)),
        Value::Array(entries) if entries.len() > ENTRIES => Err(Error::field(field, "There are too many entries in this item.")),
        Value::Array(entries) => entries.iter().map(|entry| checked(field, entry, depth - 1)).collect::<Result<_>>().map(Value::Array),
        Value::Object(object) if object.len() > ENTRIES => Err(Error::field(field, "There are too many entries in this item.")),
        Value::Object(object) => {
            let known = object.iter().filter(|(name, _)| *name != STRAY && is_name(name));
            known.map(|(name, value)| Ok((name.clone(), checked(name, value, depth - 1)?))).collect::<Result<_>>().map(Value::Object)
        }
    }
}

/// Names of fields are no place for secrets either.
fn is_name(name: &str) -> bool {
    name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_date(text: &str) -> bool {
    text.len() <= 40 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TZ".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEALED: &str = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

    fn parse(value: &Value) -> Result<ItemContent> {
        ItemContent::parse(value.as_object().expect("object"))
    }

    fn login() -> Value {
        json!({
            "type": 1, "name": SEALED, "notes": null, "favorite": true, "folderId": "x", "reprompt": 1,
            "login": { "username": SEALED, "password": SEALED, "response": null, "passwordRevisionDate": "2026-01-02T03:04:05.678Z",
                "uris": [{ "uri": SEALED, "match": null, "uriChecksum": SEALED }] },
            "fields": [{ "type": 1, "name": SEALED, "value": SEALED, "linkedId": null }, { "type": 0, "name": SEALED, "value": SEALED }],
            "passwordHistory": [{ "lastUsedDate": "2026-01-02T03:04:05Z", "password": SEALED }],
        })
    }

    #[test]
    fn content_is_kept_and_the_rest_is_not() {
        let content = parse(&login()).expect("content");
        let kept: Value = serde_json::from_str(content.json()).expect("JSON");
        assert_eq!(content.kind(), 1);
        assert_eq!(kept["login"]["uris"][0]["uri"], SEALED);
        assert_eq!(kept["reprompt"], 1);
        assert!(kept["login"].get("response").is_none() && kept.get("favorite").is_none());
        assert!(kept["card"].is_null() && kept.get("card").is_some());
    }

    #[test]
    fn text_in_the_clear_is_refused_wherever_it_is() {
        for path in ["/name", "/login/password", "/login/uris/0/uri", "/fields/1/value", "/passwordHistory/0/password", "/passwordHistory/0/lastUsedDate"] {
            let mut sent = login();
            *sent.pointer_mut(path).expect("a field") = json!("hunter2");
            assert!(parse(&sent).is_err(), "{path}");
        }
        let mut sent = login();
        sent["login"]["new"] = json!("hunter2");
        assert!(parse(&sent).is_err(), "a field of a newer client");
    }

    #[test]
    fn a_kind_needs_its_own_part() {
        let mut sent = login();
        sent["type"] = json!(3);
        assert!(parse(&sent).is_err());
        sent["type"] = json!(9);
        assert!(parse(&sent).is_err());
    }

    #[test]
    fn the_face_of_an_item_has_nothing_that_is_to_be_hidden() {
        let stored = parse(&login()).expect("content");
        let face: Value = serde_json::from_str(&face(stored.json()).expect("JSON")).expect("JSON");
        assert_eq!(
            face,
            json!({
                "name": SEALED, "reprompt": 1, "login": { "username": SEALED, "uris": [{ "uri": SEALED, "match": null, "uriChecksum": SEALED }] }
            })
        );
    }

    #[test]
    fn the_face_of_an_item_has_what_people_know_it_by() {
        for (kind, object, known_by, other) in [
            (3, "card", &["brand"][..], "code"),
            (4, "identity", &["firstName", "lastName"], "ssn"),
            (6, "bankAccount", &["bankName"], "accountNumber"),
            (7, "driversLicense", &["firstName", "lastName"], "licenseNumber"),
            (8, "passport", &["givenName", "surname"], "passportNumber"),
        ] {
            let part = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), json!(SEALED))).collect::<Map<_, _>>();
            let stored = parse(&json!({ "type": kind, "name": SEALED, object: part(&[known_by, &[other]].concat()) })).expect("content");
            let face: Value = serde_json::from_str(&face(stored.json()).expect("JSON")).expect("JSON");
            assert_eq!(face[object], Value::Object(part(known_by)));
        }
    }

    #[test]
    fn whoever_does_not_see_a_password_cannot_give_the_item_another_key() {
        let stored = parse(&login()).expect("content");
        let mut sent = login();
        sent["key"] = json!(SEALED);
        assert!(parse(&sent).expect("content").keeping_hidden(stored.json()).is_err());
    }

    #[test]
    fn whoever_does_not_see_a_password_does_not_lose_it_for_others() {
        let stored = parse(&login()).expect("content");
        let seen: Value = serde_json::from_str(&without_hidden(stored.json()).expect("JSON")).expect("JSON");
        assert!(seen["login"]["password"].is_null());
        assert_eq!(seen["fields"].as_array().map(Vec::len), Some(1));
        let mut sent = seen;
        sent["type"] = json!(1);
        let updated = parse(&sent).expect("content").keeping_hidden(stored.json()).expect("content");
        let updated: Value = serde_json::from_str(updated.json()).expect("JSON");
        assert_eq!(updated["login"]["password"], SEALED);
        assert_eq!(updated["fields"].as_array().map(Vec::len), Some(2));
        assert_eq!(updated["passwordHistory"][0]["password"], SEALED);
    }
}
