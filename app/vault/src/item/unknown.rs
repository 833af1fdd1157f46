use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroize;

/// What another client wrote and this one does not know. It comes back unchanged, so that saving an item here takes
/// nothing away from it there. Prints nothing and is wiped when dropped.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unknown(Map<String, Value>);

impl Unknown {
    /// Tells whether everything was known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// One value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(crate) fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(mut value) = self.0.remove(name) {
            wipe(&mut value);
        }
    }

    /// Tells whether there is an encrypted string in it, which opens under the item's present key only.
    pub(crate) fn holds_ciphertext(&self) -> bool {
        self.0.values().any(is_ciphertext)
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unknown")
    }
}

impl Drop for Unknown {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

/// Overwrites every text in a JSON value. Its depth is bounded by the parser.
pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(map) => map.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_ciphertext(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with("2.") || text.starts_with("7."),
        Value::Array(values) => values.iter().any(is_ciphertext),
        Value::Object(map) => map.values().any(is_ciphertext),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
