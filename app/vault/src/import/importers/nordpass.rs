use serde_json::Value;

use crate::{
    import::{
        ImportError, Target,
        columns::Spec,
        draft::Draft,
        input::Input,
        run::Run,
        text::{Json, json_text, list},
    },
    item::ItemKind,
};

const SPEC: Spec = Spec {
    columns: &[
        ("name", Target::Name),
        ("url", Target::Uri),
        ("username", Target::Username),
        ("password", Target::Password),
        ("note", Target::Notes),
        ("cardholdername", Target::Cardholder),
        ("cardnumber", Target::CardNumber),
        ("cvc", Target::CardCode),
        ("pin", Target::Hidden),
        ("expirydate", Target::CardExpiry),
        ("zipcode", Target::PostalCode),
        ("folder", Target::Folder),
        ("full_name", Target::FullName),
        ("phone_number", Target::Phone),
        ("email", Target::Email),
        ("address1", Target::Address1),
        ("address2", Target::Address2),
        ("city", Target::City),
        ("country", Target::Country),
        ("state", Target::State),
        ("type", Target::Kind),
    ],
    special,
    finish,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["name", "url", "username", "password", "note", "cardholdername", "cardnumber", "cvc", "folder"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn special(draft: &mut Draft, header: &str, cell: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(cell).map(Json::from_value) else { return false };
    match header {
        "additionalurls" => list(Some(value.value())).iter().filter_map(Value::as_str).for_each(|url| draft.uri(url)),
        "customfields" => {
            for field in list(Some(value.value())) {
                let (label, text) = (json_text(field.get("label")), json_text(field.get("value")));
                let (label, text) = (label.unwrap_or_default(), text.unwrap_or_default());
                if field.get("type").and_then(Value::as_str) == Some("hidden") { draft.hidden(&label, &text) } else { draft.field(&label, &text) }
            }
        }
        _ => return false,
    }
    true
}

fn finish(draft: &mut Draft) {
    draft.kind = match draft.label.as_str() {
        "password" => Some(ItemKind::Login),
        "credit_card" => Some(ItemKind::Card),
        "note" => Some(ItemKind::SecureNote),
        "identity" => Some(ItemKind::Identity),
        // A row that only says that there is a folder.
        "folder" => {
            *draft = Draft::new(draft.row);
            None
        }
        _ => None,
    };
}
