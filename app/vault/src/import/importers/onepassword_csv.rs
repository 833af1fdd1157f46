//! Version 8 writes nine columns, versions 6 and 7 a column for each field that any item has.

use crate::import::{ImportError, Target, columns::Spec, input::Input, run::Run};

const SPEC: Spec = Spec {
    columns: &[
        ("Title", Target::Name),
        ("Url", Target::Uri),
        ("Urls", Target::Uri),
        ("Website", Target::Uri),
        ("Username", Target::Username),
        ("Password", Target::Password),
        ("OTPAuth", Target::Totp),
        ("one-time password", Target::Totp),
        ("Favorite", Target::Favorite),
        ("Archived", Target::Ignore),
        ("Tags", Target::Tags),
        ("Notes", Target::Notes),
        ("notesPlain", Target::Notes),
        ("Type", Target::Ignore),
        ("Category", Target::Ignore),
        ("uuid", Target::Ignore),
        ("scope", Target::Ignore),
        ("ainfo", Target::Username),
        ("modified date", Target::Ignore),
        ("created date", Target::Ignore),
        ("cardholder name", Target::Cardholder),
        ("credit limit", Target::Field),
        ("number", Target::CardNumber),
        ("expiry date", Target::CardExpiry),
        ("verification number", Target::CardCode),
    ],
    special: |_, _, _| false,
    finish: |_| {},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        let eight = table.has(&["Title", "Url", "Username", "Password", "OTPAuth", "Favorite", "Archived", "Tags", "Notes"]);
        let seven =
            table.has(&["title", "password", "username"]) && (table.has(&["notesPlain"]) || table.has(&["uuid", "type"]) || table.has(&["scope", "ainfo"]));
        eight || seven
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}
