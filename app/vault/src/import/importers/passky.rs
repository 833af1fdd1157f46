use serde_json::Value;

use super::object;
use crate::import::{ImportError, Reason, Target, draft::Draft, input::Input, run::Run};

const MAP: &[(&str, Target)] =
    &[("website", Target::Uri), ("username", Target::Username), ("password", Target::Password), ("message", Target::Notes), ("id", Target::Ignore)];

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| json.get("encrypted").is_some_and(Value::is_boolean) && json.get("passwords").is_some_and(Value::is_array))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    if json.get("encrypted").and_then(Value::as_bool) == Some(true) {
        return Err(ImportError::Unsupported);
    }
    for (index, entry) in json.list("passwords").iter().enumerate() {
        if !entry.is_object() {
            run.skip(index + 1, Reason::Unreadable);
            continue;
        }
        let mut draft = Draft::new(index + 1);
        object::fill(&mut draft, entry, MAP);
        run.keep(draft)?;
    }
    Ok(())
}
