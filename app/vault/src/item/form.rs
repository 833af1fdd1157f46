use serde::{Deserialize, Serialize};

use super::{Field, FieldKind, Item, ItemKind, PastPassword, Reprompt, Secret, Uri, UriMatch};

/// So many passwords of before are kept, as other clients do.
const PAST: usize = 5;

/// What a person types of an item. Everything else of it stays where it is while it is changed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub kind: ItemKind,
    pub name: Secret,
    pub notes: Secret,
    pub reprompt: Reprompt,
    /// By the names of [`Item::texts`].
    pub texts: Vec<(String, Secret)>,
    pub uris: Vec<FormUri>,
    pub fields: Vec<FormField>,
}

/// An address of a login.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormUri {
    /// Its place in the item before; none for a new one.
    pub from: Option<usize>,
    pub uri: Secret,
    pub matching: Option<UriMatch>,
}

/// A custom field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Its place in the item before; none for a new one.
    pub from: Option<usize>,
    pub kind: FieldKind,
    pub name: Secret,
    pub value: Secret,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Form")
    }
}

impl Form {
    /// Lays out an item to be changed.
    pub fn of(item: &Item) -> Self {
        let text = |text: &Option<Secret>| text.clone().unwrap_or_default();
        let uris = item.login.iter().flat_map(|login| &login.uris).enumerate();
        let fields = item.fields.iter().enumerate();
        Self {
            kind: item.kind,
            name: item.name.clone(),
            notes: text(&item.notes),
            reprompt: item.reprompt,
            texts: item.texts().into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect(),
            uris: uris.map(|(at, uri)| FormUri { from: Some(at), uri: text(&uri.uri), matching: uri.matching }).collect(),
            fields: fields.map(|(at, field)| FormField { from: Some(at), kind: field.kind, name: text(&field.name), value: text(&field.value) }).collect(),
        }
    }

    /// Puts what was typed into the item. A password that was there goes to the past ones, dated `now` (ISO 8601, UTC).
    pub fn apply(self, item: &mut Item, now: &str) {
        let before = item.text("password").cloned();
        item.name = self.name;
        item.notes = filled(self.notes);
        item.reprompt = self.reprompt;
        for (name, text) in self.texts {
            item.set_text(&name, text);
        }
        if let Some(login) = &mut item.login {
            let known = std::mem::take(&mut login.uris);
            let uri = |row: FormUri| {
                let old = row.from.and_then(|at| known.get(at)).cloned().unwrap_or_default();
                Uri { uri: Some(row.uri), matching: row.matching, ..old }
            };
            login.uris = self.uris.into_iter().filter(|row| !row.uri.is_empty()).map(uri).collect();
        }
        let known = std::mem::take(&mut item.fields);
        let field = |row: FormField| {
            let old = row.from.and_then(|at| known.get(at)).cloned().unwrap_or_default();
            Field { kind: row.kind, name: filled(row.name), value: filled(row.value), ..old }
        };
        item.fields = self.fields.into_iter().filter(|row| !row.name.is_empty() || !row.value.is_empty()).map(field).collect();
        keep_past(item, before, now);
    }
}

fn keep_past(item: &mut Item, before: Option<Secret>, now: &str) {
    let Some(before) = before.filter(|before| item.text("password") != Some(before)) else { return };
    item.password_history.insert(0, PastPassword { last_used_date: Some(now.to_owned()), password: Some(before), ..PastPassword::default() });
    item.password_history.truncate(PAST);
    if let Some(login) = &mut item.login {
        login.password_revision_date = Some(now.to_owned());
    }
}

fn filled(text: Secret) -> Option<Secret> {
    (!text.is_empty()).then_some(text)
}
