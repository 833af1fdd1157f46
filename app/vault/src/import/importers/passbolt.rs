//! Passbolt writes columns in the manner of others; these two are its own choice of them.

use crate::import::{ImportError, Target, columns::Spec, input::Input, run::Run};

const SPEC: Spec = Spec::of(&[
    ("Title", Target::Name),
    ("name", Target::Name),
    ("Username", Target::Username),
    ("URL", Target::Uri),
    ("Password", Target::Password),
    ("Notes", Target::Notes),
    ("extra", Target::Notes),
    ("Group", Target::Folder),
    ("grouping", Target::Folder),
    ("TOTP", Target::Totp),
]);

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        table.starts_with(&["Title", "Username", "URL", "Password", "Notes", "Group"])
            || (table.has(&["name", "url", "username", "password", "extra", "grouping"]) && !table.has(&["fav"]))
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}
