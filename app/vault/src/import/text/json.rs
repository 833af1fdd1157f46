use serde_json::{Map, Value};

use crate::{
    import::{ImportError, Limits},
    item::wipe,
};

/// A JSON document that is wiped when dropped.
pub(crate) struct Json(Value);

impl Json {
    /// Parses a document after counting what it would cost.
    pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Self, ImportError> {
        measure(text, limits)?;
        serde_json::from_str(text).map(Self).map_err(|_| ImportError::Malformed)
    }

    /// Takes a value into custody.
    pub(crate) fn from_value(value: Value) -> Self {
        Self(value)
    }

    pub(crate) fn value(&self) -> &Value {
        &self.0
    }

    /// A member of the outermost object.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A member of the outermost object that is a list.
    pub(crate) fn list(&self, name: &str) -> &[Value] {
        list(self.0.get(name))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }
}

impl Drop for Json {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// The elements of a list; none for anything else.
pub(crate) fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The members of an object; none for anything else.
pub(crate) fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// A text, number or truth value as text; none when empty.
pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Bounds depth and number of values before anything is built of them: a value takes far more memory than its text.
fn measure(text: &str, limits: &Limits) -> Result<(), ImportError> {
    let (mut depth, mut values, mut in_string, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > limits.depth {
            return Err(ImportError::TooDeep);
        }
        if values > limits.values {
            return Err(ImportError::TooMany);
        }
    }
    Ok(())
}
