//! Plain JSON of a person (folders) or an organization (collections).

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    import::{
        ImportError, Reason,
        clean::path,
        draft::Draft,
        input::Input,
        run::Run,
        spill::keep_unknown,
        text::{Json, json_text, list},
    },
    item::{Item, ItemKind, Part, Uri},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| {
        let first = json.list("items").first();
        let typed = first.is_some_and(|item| item.get("type").is_some_and(Value::is_u64) && item.get("name").is_some());
        let plain = json.get("encrypted").and_then(Value::as_bool) == Some(false);
        json.has("items") && !json.has("vaults") && (typed || (plain && (json.has("folders") || json.has("collections"))))
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    let items = json.get("items").and_then(Value::as_array).ok_or(ImportError::Malformed)?;
    let places = Places::read(json, |name| Some(name.to_owned()));
    for (index, value) in items.iter().enumerate() {
        match Item::deserialize(value) {
            Ok(item) => places.keep(run, index + 1, item)?,
            Err(_) => run.skip(index + 1, Reason::Unreadable),
        }
    }
    Ok(())
}

/// Names of folders and collections by their ids.
pub(super) struct Places(HashMap<String, String>);

impl Places {
    pub(super) fn read(json: &Json, open: impl Fn(&str) -> Option<String>) -> Self {
        let places = ["folders", "collections"].into_iter().flat_map(|kind| list(json.get(kind)));
        Self(places.filter_map(|place| Some((json_text(place.get("id"))?, path(&open(&json_text(place.get("name"))?)?)?))).collect())
    }

    /// Takes an item in the clear. Ids of the place that it comes from mean nothing here.
    pub(super) fn keep(&self, run: &mut Run<'_>, row: usize, mut item: Item) -> Result<(), ImportError> {
        if item.deleted_date.is_some() {
            run.skip(row, Reason::Trashed);
            return Ok(());
        }
        if !item.attachments.is_empty() {
            item.attachments.clear();
            run.skip(row, Reason::Attachments);
        }
        let mut draft = Draft::new(row);
        draft.folder = item.folder_id.take().and_then(|id| self.0.get(&id).cloned());
        draft.collections = std::mem::take(&mut item.collection_ids).iter().filter_map(|id| self.0.get(id).cloned()).collect();
        draft.kind = if matches!(item.kind, ItemKind::Other(_)) { None } else { Some(item.kind) };
        (item.id, item.organization_id, item.key) = (None, None, None);
        if let Some(login) = &mut item.login
            && login.uris.is_empty()
            && let Some(uri) = login.unknown.get("uri").and_then(Value::as_str)
        {
            // The form of old: one address, not a list of them.
            login.uris.push(Uri::new(uri));
        }
        let mut unknown = Vec::new();
        item.each_unknown(&mut |found| unknown.push(found.take()));
        draft.item = item;
        for mut unknown in unknown {
            for name in ["object", "edit", "viewPassword", "permissions", "organizationUseTotp", "data", "uri"] {
                unknown.remove(name);
            }
            keep_unknown(&mut draft, &unknown);
        }
        run.keep(draft)
    }
}
