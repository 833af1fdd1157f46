use std::collections::HashMap;

use serde_json::Value;

use super::object;
use crate::{
    import::{
        ImportError, Reason, Target,
        clean::path,
        draft::Draft,
        input::Input,
        run::Run,
        text::{json_text, list},
    },
    item::ItemKind,
};

const IDENTIFIERS: &[(&str, Target)] = &[
    ("username", Target::Username),
    ("password", Target::Password),
    ("email", Target::Email),
    ("totp", Target::Totp),
    ("notes", Target::Notes),
    ("nameOnCard", Target::Cardholder),
    ("cardNumber", Target::CardNumber),
    ("cardType", Target::CardBrand),
    ("security_code", Target::CardCode),
    ("expires", Target::Ignore),
    ("pin", Target::Hidden),
    ("custom_fields", Target::Ignore),
    ("ignoreItemInSecurityScore", Target::Ignore),
    ("firstName", Target::FirstName),
    ("middleName", Target::MiddleName),
    ("lastName", Target::LastName),
    ("address1", Target::Address1),
    ("address2", Target::Address2),
    ("city", Target::City),
    ("state", Target::State),
    ("zip", Target::PostalCode),
    ("country", Target::Country),
    ("phone", Target::Phone),
    ("company", Target::Company),
];

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.list("items").iter().any(|item| item.get("identifiers").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    let folder = |folder: &Value| Some((json_text(folder.get("id"))?, path(&json_text(folder.get("name"))?)?));
    let folders: HashMap<String, String> = json.list("folders").iter().filter_map(folder).collect();
    for (index, item) in json.list("items").iter().enumerate() {
        let Some(identifiers) = item.get("identifiers") else {
            run.skip(index + 1, Reason::Unreadable);
            continue;
        };
        let mut draft = Draft::new(index + 1);
        draft.maybe(Target::Name, "Name", json_text(item.get("name")).as_deref());
        draft.maybe(Target::Uri, "URL", json_text(item.get("login_url")).as_deref());
        draft.item.favorite = item.get("favorite").and_then(Value::as_bool) == Some(true);
        draft.folder = json_text(item.get("folder")).and_then(|id| folders.get(&id).cloned());
        object::fill(&mut draft, identifiers, IDENTIFIERS);
        if let Some(expires) = json_text(identifiers.get("expires")) {
            // A whole date of which a card has month and year.
            draft.expiry("Expires", expires.get(..7).unwrap_or(&expires));
        }
        for field in list(identifiers.get("custom_fields")) {
            let (name, value) = (json_text(field.get("name")), json_text(field.get("value")));
            draft.field(&name.unwrap_or_else(|| "Field".to_owned()), &value.unwrap_or_default());
        }
        draft.kind = match item.get("type").and_then(Value::as_str) {
            Some("CreditCard") => Some(ItemKind::Card),
            Some("SecureNote") => Some(ItemKind::SecureNote),
            Some("Identity" | "PersonalInfo") => Some(ItemKind::Identity),
            _ => None,
        };
        run.keep(draft)?;
    }
    Ok(())
}
