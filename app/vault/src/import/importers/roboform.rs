//! RoboForm puts further fields of a form into cells beyond the last column.

use crate::import::{ImportError, Target, columns::Spec, draft::Draft, input::Input, run::Run};

const SPEC: Spec = Spec {
    columns: &[
        ("Name", Target::Name),
        ("Url", Target::Uri),
        ("MatchUrl", Target::Uri),
        ("Login", Target::Username),
        ("Pwd", Target::Password),
        ("Note", Target::Notes),
        ("Folder", Target::Folder),
    ],
    special: |draft, header, cell| {
        // No name: a cell beyond the header.
        if !matches!(header, "" | "rffields" | "rffieldsv2") {
            return false;
        }
        extra(draft, cell);
        true
    },
    finish: |_| {},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["Name", "Url", "Login", "Pwd", "Note", "Folder"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

/// `label$,,,type,value` in the second version, `label$:value` in the first.
fn extra(draft: &mut Draft, cell: &str) {
    let parts: Vec<&str> = cell.splitn(5, ',').collect();
    let (label, kind, value) = match parts.as_slice() {
        [label, _, _, kind, value] => (*label, *kind, *value),
        _ => match cell.split_once(':') {
            Some((label, value)) => (label, "", value.trim_start_matches(':')),
            None => ("Field", "", cell),
        },
    };
    let label = label.trim().trim_end_matches('$');
    let login = draft.login();
    let known = [&login.username, &login.password].into_iter().flatten().any(|known| known == value);
    if known {
        return;
    }
    if label.to_uppercase().starts_with("TOTP") {
        draft.totp(label, value);
    } else if kind == "pwd" {
        draft.hidden(label, value);
    } else {
        draft.field(label, value);
    }
}
