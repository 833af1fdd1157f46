use serde_json::Value;

use crate::import::{ImportError, Target, columns::Spec, input::Input, run::Run};

const SPEC: Spec = Spec {
    columns: &[
        ("Entry Name", Target::Name),
        ("title", Target::Name),
        ("User ID", Target::Username),
        ("username", Target::Username),
        ("Password", Target::Password),
        ("URL", Target::Uri),
        ("Email", Target::Email),
        ("Notes", Target::Notes),
        ("Tags", Target::Tags),
    ],
    special: |draft, header, cell| {
        // Newer files have a JSON list there.
        let Some(tags) = (header == "tags").then(|| serde_json::from_str::<Vec<Value>>(cell).ok()).flatten() else { return false };
        tags.iter().filter_map(Value::as_str).for_each(|tag| draft.tag(tag));
        true
    },
    finish: |_| {},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        table.has(&["Entry Name", "User ID", "Password"])
            || (table.has(&["title", "url", "username", "email", "password", "notes", "tags"]) && table.headers().len() <= 8)
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}
