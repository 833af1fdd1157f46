use std::{fs, path::PathBuf};

use serde_json::{Map, Value, json};
use tokio::runtime::Builder;
use vault::{
    Host,
    import::{Format, ImportError, Imported, Options, Report, import},
    item::{Item, Secret},
};

/// Bytes of a file beside this one.
pub fn sample(path: &str) -> Vec<u8> {
    fs::read(samples_folder().join(path)).unwrap()
}

pub fn samples_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// Imports with options.
pub fn read_with(bytes: &[u8], options: &Options<'_>) -> Result<Report, ImportError> {
    Builder::new_current_thread().build().unwrap().block_on(import(&Host, bytes, options))
}

/// Imports as what it is recognized as.
pub fn read(bytes: &[u8]) -> Result<Report, ImportError> {
    read_with(bytes, &Options::default())
}

/// Imports as what it is said to be.
pub fn read_as(bytes: &[u8], format: Format) -> Result<Report, ImportError> {
    read_with(bytes, &Options { format: Some(format), ..Options::default() })
}

pub fn with_password(password: &str) -> Options<'static> {
    Options { password: Some(Secret::from(password)), ..Options::default() }
}

/// The item of that name.
pub fn find<'a>(report: &'a Report, name: &str) -> &'a Item {
    &report.items.iter().find(|imported| imported.item.name == name).unwrap_or_else(|| panic!("no item {name}")).item
}

/// A report as JSON that can be read: without what is usual, custom fields in one line each.
pub fn summary(report: &Report) -> Value {
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    json!({
        "format": report.format.id(),
        "encoding": report.encoding.map(|encoding| format!("{encoding:?}")),
        "items": report.items.iter().map(item_summary).collect::<Vec<_>>(),
        "problems": problems,
    })
}

fn item_summary(imported: &Imported) -> Value {
    let Value::Object(mut item) = serde_json::to_value(&imported.item).unwrap() else { panic!("an item is an object") };
    for (name, usual) in [("favorite", json!(false)), ("reprompt", json!(0)), ("deletedDate", Value::Null), ("secureNote", json!({"type": 0}))] {
        if item.get(name) == Some(&usual) {
            item.remove(name);
        }
    }
    if let Some(fields) = item.get_mut("fields") {
        *fields = fields.as_array().unwrap().iter().map(field_summary).collect();
    }
    if let Some(Value::Array(uris)) = item.get_mut("login").and_then(|login| login.get_mut("uris")) {
        for uri in uris {
            if let Some(text) = uri.get("uri").filter(|_| uri.as_object().is_some_and(|uri| uri.len() == 1)).cloned() {
                *uri = text;
            }
        }
    }
    let mut summary = Map::new();
    summary.insert("row".to_owned(), json!(imported.row));
    if let Some(folder) = &imported.folder {
        summary.insert("folder".to_owned(), json!(folder));
    }
    if !imported.collections.is_empty() {
        summary.insert("collections".to_owned(), json!(imported.collections));
    }
    summary.append(&mut item);
    Value::Object(summary)
}

fn field_summary(field: &Value) -> Value {
    let kind = match field.get("type").and_then(Value::as_u64) {
        Some(0) => "text",
        Some(1) => "hidden",
        Some(2) => "boolean",
        _ => return field.clone(),
    };
    let text = |name: &str| field.get(name).and_then(Value::as_str).unwrap_or_default();
    json!(format!("{kind} {} = {}", text("name"), text("value")))
}
