//! KeePassXC writes the path of groups with its root group first.

use crate::import::{ImportError, Target, clean::path, columns::Spec, input::Input, run::Run};

const SPEC: Spec = Spec {
    columns: &[
        ("Title", Target::Name),
        ("Username", Target::Username),
        ("Password", Target::Password),
        ("URL", Target::Uri),
        ("Notes", Target::Notes),
        ("TOTP", Target::Totp),
        ("Icon", Target::Ignore),
        ("Last Modified", Target::Ignore),
        ("Created", Target::Ignore),
    ],
    special: |draft, header, cell| {
        if header == "group" {
            let inner = cell.split_once('/').map_or("", |(_, inner)| inner);
            draft.folder = path(if cell == "Root" || cell.starts_with("Root/") { inner } else { cell });
        }
        header == "group"
    },
    finish: |_| {},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.starts_with(&["Group", "Title", "Username", "Password", "URL", "Notes"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}
