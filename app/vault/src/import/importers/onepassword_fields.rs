//! Fields of 1Password's sections: an id that says what it is in its category, and a value of one of many types.

use serde_json::Value;

use crate::{
    import::{
        Target,
        draft::Draft,
        spill,
        text::{json_text, members},
    },
    item::{FieldKind, Secret, from_seconds},
};

/// Reads one field. Returns whether it is a file, which stays behind.
pub(super) fn read(draft: &mut Draft, category: &str, field: &Value) -> bool {
    let id = field.get("id").and_then(Value::as_str).unwrap_or_default();
    let title = json_text(field.get("title"));
    for (kind, value) in members(field.get("value")) {
        // Ids of fields that people add are random.
        let title = title.clone().unwrap_or_else(|| spill::words(if id.len() == 26 { kind } else { id }));
        match kind.as_str() {
            "file" => return true,
            "totp" => draft.maybe(Target::Totp, &title, value.as_str()),
            "sshKey" => ssh_key(draft, value),
            "address" if category == "004" => address(draft, value),
            "address" => draft.field(&title, &join(value, &["street", "city", "state", "zip", "country"])),
            "email" => draft.maybe(target(category, id), &title, json_text(value.get("email_address")).or_else(|| json_text(Some(value))).as_deref()),
            "concealed" => match value.as_str() {
                Some(text) if !place(draft, category, id, text) => named(draft, category, id, &title, text, FieldKind::Hidden),
                _ => {}
            },
            _ => {
                if let Some(text) = as_text(kind, value)
                    && !place(draft, category, id, &text)
                {
                    named(draft, category, id, &title, &text, FieldKind::Text);
                }
            }
        }
    }
    false
}

fn as_text(kind: &str, value: &Value) -> Option<String> {
    match kind {
        "date" => value.as_i64().and_then(from_seconds).and_then(|date| date.get(..10).map(str::to_owned)),
        "reference" => None,
        "monthYear" => value.as_u64().filter(|date| *date >= 100).map(|date| format!("{:04}-{:02}", date / 100, date % 100)),
        _ => json_text(Some(value)),
    }
}

fn named(draft: &mut Draft, category: &str, id: &str, title: &str, text: &str, kind: FieldKind) {
    match target(category, id) {
        Target::Field => draft.custom(title, text, kind),
        target => draft.set(target, title, text),
    }
}

/// What an id means in its category.
fn target(category: &str, id: &str) -> Target {
    match (category, id) {
        ("002", "cardholder") => Target::Cardholder,
        ("002", "type") => Target::CardBrand,
        ("002", "ccnum") => Target::CardNumber,
        ("002", "cvv") => Target::CardCode,
        ("002", "expiry") => Target::CardExpiry,
        ("004", "firstname") => Target::FirstName,
        ("004", "initial") => Target::MiddleName,
        ("004", "lastname") => Target::LastName,
        ("004", "company") => Target::Company,
        ("004", "defphone") => Target::Phone,
        ("004" | "102" | "110", "username") | ("111", "pop_username") => Target::Username,
        ("004", "email") => Target::Email,
        ("102" | "110", "password") | ("111", "pop_password") | ("112", "credential") | ("109", "wireless_password") => Target::Password,
        ("102", "hostname") | ("110", "url") => Target::Uri,
        ("108", "number") => Target::NationalId,
        ("108", "name") => Target::FullName,
        ("101", "bankName") => Target::Bank,
        ("101", "owner") => Target::AccountHolder,
        ("101", "routingNo") => Target::RoutingNumber,
        ("101", "accountNo") => Target::AccountNumber,
        ("101", "swift") => Target::Swift,
        ("101", "iban") => Target::Iban,
        ("101", "telephonePin") => Target::Pin,
        _ => Target::Field,
    }
}

/// Documents have parts that no column could hold. Returns whether this was one.
fn place(draft: &mut Draft, category: &str, id: &str, text: &str) -> bool {
    let value = || Some(Secret::from(text));
    match category {
        "101" => {
            let account = draft.item.bank_account.get_or_insert_default();
            match id {
                "accountType" => account.account_type = value(),
                "branchPhone" => account.bank_contact_phone = value(),
                _ => return false,
            }
        }
        "103" => {
            let license = draft.item.drivers_license.get_or_insert_default();
            match id {
                "fullname" => (license.first_name, license.last_name) = split(text),
                "birthdate" => license.date_of_birth = value(),
                "number" => license.license_number = value(),
                "class" => license.license_class = value(),
                "state" => license.issuing_state = value(),
                "country" => license.issuing_country = value(),
                "expiry_date" => license.expiration_date = value(),
                _ => return false,
            }
        }
        "106" => {
            let passport = draft.item.passport.get_or_insert_default();
            match id {
                "type" => passport.passport_type = value(),
                "issuing_country" => passport.issuing_country = value(),
                "number" => passport.passport_number = value(),
                "fullname" => (passport.given_name, passport.surname) = split(text),
                "sex" => passport.sex = value(),
                "nationality" => passport.nationality = value(),
                "issuing_authority" => passport.issuing_authority = value(),
                "birthdate" => passport.date_of_birth = value(),
                "birthplace" => passport.birth_place = value(),
                "issue_date" => passport.issue_date = value(),
                "expiry_date" => passport.expiration_date = value(),
                _ => return false,
            }
        }
        _ => return false,
    }
    true
}

fn split(name: &str) -> (Option<Secret>, Option<Secret>) {
    match name.trim().rsplit_once(' ') {
        Some((first, last)) => (Some(first.into()), Some(last.into())),
        None => (None, Some(name.into())),
    }
}

fn ssh_key(draft: &mut Draft, value: &Value) {
    // The OpenSSH form, where there is one, is what other products read.
    let private = json_text(value.pointer("/metadata/privateKey")).or_else(|| json_text(value.get("privateKey")));
    draft.maybe(Target::PrivateKey, "Private key", private.as_deref());
    draft.maybe(Target::PublicKey, "Public key", json_text(value.pointer("/metadata/publicKey")).as_deref());
    draft.maybe(Target::Fingerprint, "Fingerprint", json_text(value.pointer("/metadata/fingerprint")).as_deref());
}

fn address(draft: &mut Draft, value: &Value) {
    let parts = [("street", Target::Address1), ("city", Target::City), ("state", Target::State), ("zip", Target::PostalCode), ("country", Target::Country)];
    for (name, target) in parts {
        draft.maybe(target, &spill::words(name), json_text(value.get(name)).as_deref());
    }
}

fn join(value: &Value, names: &[&str]) -> String {
    names.iter().filter_map(|name| json_text(value.get(*name))).collect::<Vec<_>>().join(", ")
}
