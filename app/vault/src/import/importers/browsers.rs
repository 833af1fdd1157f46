//! What browsers write: a few columns and no folders.

use crate::{
    import::{ImportError, Target, columns::Spec, draft::Draft, input::Input, run::Run, text::Table},
    item::from_micros,
};

const CHROMIUM: Spec = Spec::of(&[
    ("name", Target::Name),
    ("url", Target::Uri),
    ("username", Target::Username),
    ("password", Target::Password),
    ("note", Target::Notes),
    ("notes", Target::Notes),
]);

const FIREFOX: Spec = Spec {
    columns: &[
        ("url", Target::Uri),
        ("hostname", Target::Uri),
        ("username", Target::Username),
        ("password", Target::Password),
        ("formActionOrigin", Target::Ignore),
        ("guid", Target::Ignore),
        ("timeCreated", Target::Ignore),
        ("timeLastUsed", Target::Ignore),
    ],
    special: firefox_cell,
    finish: firefox_row,
};

const SAFARI: Spec = Spec::of(&[
    ("Title", Target::Name),
    ("URL", Target::Uri),
    ("Username", Target::Username),
    ("Password", Target::Password),
    ("Notes", Target::Notes),
    ("OTPAuth", Target::Totp),
]);

pub(crate) fn detect_chromium(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["name", "url", "username", "password"]) && only(table, &["name", "url", "username", "password", "note", "notes"]))
}

pub(crate) fn detect_firefox(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["username", "password", "httpRealm", "guid", "timePasswordChanged"]))
}

pub(crate) fn detect_safari(input: &Input) -> bool {
    input
        .tables()
        .any(|table| table.has(&["title", "url", "username", "password"]) && only(table, &["title", "url", "username", "password", "notes", "otpauth"]))
}

pub(crate) fn read_chromium(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    CHROMIUM.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

pub(crate) fn read_firefox(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    FIREFOX.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

pub(crate) fn read_safari(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SAFARI.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn only(table: &Table, columns: &[&str]) -> bool {
    table.headers().iter().all(|header| columns.contains(&header.as_str()))
}

fn firefox_cell(draft: &mut Draft, header: &str, cell: &str) -> bool {
    match header {
        "httprealm" => draft.field("HTTP realm", cell),
        "timepasswordchanged" => {
            draft.login().password_revision_date = cell.parse::<i64>().ok().and_then(|millis| from_micros(millis.checked_mul(1000)?));
        }
        _ => return false,
    }
    true
}

/// The browser's own account is no login of a person.
fn firefox_row(draft: &mut Draft) {
    let own = draft.login().uris.iter().any(|uri| uri.uri.as_ref().is_some_and(|uri| uri.as_str().starts_with("chrome://FirefoxAccounts")));
    if own {
        *draft = Draft::new(draft.row);
    }
}
