//! An item is of one kind. What a file held of another kind is kept in custom fields.

use serde::Serialize;
use serde_json::Value;

use super::draft::Draft;
use crate::item::{Item, ItemKind, Part, Secret, Unknown};

/// The kind by what the item holds.
pub(crate) fn guess_kind(item: &Item, has_email: bool) -> ItemKind {
    let login = item.login.as_ref();
    let is_login = login.is_some_and(|login| login.password.is_some() || login.totp.is_some() || !login.fido2_credentials.is_empty());
    let kinds = [
        (is_login, ItemKind::Login),
        (item.ssh_key.is_some(), ItemKind::SshKey),
        (item.card.as_ref().is_some_and(|card| card.number.is_some()), ItemKind::Card),
        (item.bank_account.is_some(), ItemKind::BankAccount),
        (login.is_some_and(|login| login.username.is_some() || !login.uris.is_empty()), ItemKind::Login),
        (item.card.is_some(), ItemKind::Card),
        (item.identity.is_some(), ItemKind::Identity),
        (item.drivers_license.is_some(), ItemKind::DriversLicense),
        (item.passport.is_some(), ItemKind::Passport),
        (has_email, ItemKind::Login),
    ];
    kinds.iter().find(|(holds, _)| *holds).map_or(ItemKind::SecureNote, |(_, kind)| *kind)
}

/// Tells whether there is nothing worth keeping, not even a name.
pub(crate) fn is_empty(item: &Item) -> bool {
    item.name.is_empty() && item.notes.is_none() && item.fields.is_empty() && item.password_history.is_empty() && longest_text(item) == 0
}

/// Moves what does not belong to `kind` into custom fields.
pub(crate) fn spill(draft: &mut Draft, kind: ItemKind) {
    let item = &mut draft.item;
    if kind == ItemKind::Identity
        && let Some(login) = &mut item.login
        && let identity = item.identity.get_or_insert_default()
        && identity.username.is_none()
    {
        identity.username = login.username.take();
    }
    let login = if kind == ItemKind::Login { None } else { item.login.take() };
    let card = if kind == ItemKind::Card { None } else { item.card.take() };
    let identity = if kind == ItemKind::Identity { None } else { item.identity.take() };
    let ssh_key = if kind == ItemKind::SshKey { None } else { item.ssh_key.take() };
    let bank_account = if kind == ItemKind::BankAccount { None } else { item.bank_account.take() };
    let drivers_license = if kind == ItemKind::DriversLicense { None } else { item.drivers_license.take() };
    let passport = if kind == ItemKind::Passport { None } else { item.passport.take() };
    spread(draft, "", login.as_ref());
    spread(draft, "Card", card.as_ref());
    spread(draft, "", identity.as_ref());
    spread(draft, "", ssh_key.as_ref());
    spread(draft, "", bank_account.as_ref());
    spread(draft, "", drivers_license.as_ref());
    spread(draft, "Passport", passport.as_ref());
}

/// Gives an item the object of its kind, even if there is nothing in it.
pub(crate) fn make_part(item: &mut Item, kind: ItemKind) {
    match kind {
        ItemKind::Login => {
            item.login.get_or_insert_default();
        }
        ItemKind::SecureNote => {
            item.secure_note.get_or_insert_default();
        }
        ItemKind::Card => {
            item.card.get_or_insert_default();
        }
        ItemKind::Identity => {
            item.identity.get_or_insert_default();
        }
        ItemKind::SshKey => {
            item.ssh_key.get_or_insert_default();
        }
        ItemKind::BankAccount => {
            item.bank_account.get_or_insert_default();
        }
        ItemKind::DriversLicense => {
            item.drivers_license.get_or_insert_default();
        }
        ItemKind::Passport => {
            item.passport.get_or_insert_default();
        }
        ItemKind::Other(_) => {}
    }
}

/// Keeps the values of unknown members as custom fields.
pub(crate) fn keep_unknown(draft: &mut Draft, unknown: &Unknown) {
    for (name, value) in unknown.iter() {
        leaf(draft, &words(name), value);
    }
}

/// Keeps a JSON value as custom fields, however deep.
pub(crate) fn leaf(draft: &mut Draft, label: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) => draft.field(label, text),
        Value::Bool(_) | Value::Number(_) => draft.field(label, &value.to_string()),
        Value::Array(values) => values.iter().for_each(|value| leaf(draft, label, value)),
        Value::Object(map) => {
            for (name, value) in map {
                leaf(draft, &format!("{label} {}", words(name).to_lowercase()), value);
            }
        }
    }
}

fn spread<P: Serialize>(draft: &mut Draft, prefix: &str, part: Option<&P>) {
    let Some(Ok(mut value)) = part.map(serde_json::to_value) else { return };
    if let Value::Object(map) = &value {
        for (name, value) in map {
            let label = if prefix.is_empty() { words(name) } else { format!("{prefix} {}", words(name).to_lowercase()) };
            leaf(draft, &label, value);
        }
    }
    crate::item::wipe(&mut value);
}

/// `passportNumber` becomes `Passport number`, `account_holder` becomes `Account holder`.
pub(crate) fn words(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        match character {
            '_' | '-' => text.push(' '),
            _ if text.is_empty() => text.extend(character.to_uppercase()),
            _ if character.is_uppercase() && text.ends_with(char::is_lowercase) => {
                text.push(' ');
                text.extend(character.to_lowercase());
            }
            _ => text.push(character),
        }
    }
    text
}

/// A name for an item without one: the host, else the user.
pub(crate) fn make_name(item: &Item) -> Secret {
    let login = item.login.as_ref();
    let host = login.and_then(|login| login.uris.iter().filter_map(|uri| uri.uri.as_ref()).find_map(|uri| host(uri.as_str())));
    let username = login.and_then(|login| login.username.as_ref()).map(|username| username.as_str().trim().to_owned());
    let name = host.or(username).filter(|name| !name.is_empty() && name.len() < 300);
    Secret::new(name.unwrap_or_else(|| "Unnamed".to_owned()))
}

/// The host of an address without `www.` and port.
pub(crate) fn host(uri: &str) -> Option<String> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Length of the longest text beside name and notes.
pub(crate) fn longest_text(item: &Item) -> usize {
    let mut longest = 0;
    item.each_text(&mut |text| longest = longest.max(text.len()));
    longest
}
