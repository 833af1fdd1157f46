//! Version 8 writes nine columns, versions 6 and 7 a column for each field that any item has.

use crate::{
    import::{ImportError, Target, clean::is_true, columns::Spec, draft::Draft, input::Input, run::Run, text::normalize},
    item::from_seconds,
};

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
    special,
    finish: |_| {},
};

/// Ends of names: version 7 writes `first name(firstname)` on one system and `NAME 1: FIRST NAME` on the other.
const ENDS: &[(&str, Target)] = &[
    ("cardholdername", Target::Cardholder),
    ("cardholder", Target::Cardholder),
    ("ccnum", Target::CardNumber),
    ("2number", Target::CardNumber),
    ("cvv", Target::CardCode),
    ("verificationnumber", Target::CardCode),
    ("expirydateexpiry", Target::CardExpiry),
    ("4expirydate", Target::CardExpiry),
    ("firstname", Target::FirstName),
    ("initial", Target::MiddleName),
    ("lastname", Target::LastName),
    ("companycompany", Target::Company),
    ("6company", Target::Company),
    ("defphone", Target::Phone),
    ("defaultphone", Target::Phone),
    ("emailemail", Target::Email),
    ("passwordpassword", Target::Password),
    ("usernameusername", Target::Username),
    ("urlurl", Target::Uri),
    ("bankname", Target::Bank),
    ("nameonaccountowner", Target::AccountHolder),
    ("accountno", Target::AccountNumber),
    ("routingno", Target::RoutingNumber),
    ("swiftswift", Target::Swift),
    ("ibaniban", Target::Iban),
];

fn special(draft: &mut Draft, header: &str, cell: &str) -> bool {
    match header {
        // A list as one system prints it: `{( \\"Work\\" )}`.
        "tags" if cell.starts_with("{(") => cell.split('"').skip(1).step_by(2).for_each(|tag| draft.tag(tag.trim_end_matches('\\'))),
        // It does not say when.
        "archived" => draft.item.archived_date = is_true(cell).then(|| from_seconds(0)).flatten(),
        // The name of a group of columns, or what the browser does by itself.
        "autosubmit" => {}
        _ if header.starts_with("section") => {}
        _ => {
            let known = SPEC.columns.iter().any(|(name, _)| normalize(name) == header);
            let Some((_, target)) = ENDS.iter().find(|(end, _)| !known && header.ends_with(end)) else { return false };
            draft.set(*target, header, cell);
        }
    }
    true
}

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        let eight = table.has(&["Title", "Url", "Username", "Password", "OTPAuth", "Favorite", "Archived", "Tags", "Notes"]);
        let seven = table.has(&["title", "password", "username"]) && (table.has(&["notesPlain"]) || table.has(&["uuid", "type"]) || table.has(&["scope"]));
        eight || seven
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}
