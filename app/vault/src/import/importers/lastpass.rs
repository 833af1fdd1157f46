//! LastPass keeps everything in the columns of a login: notes have the address `http://sn`, and typed notes (cards,
//! addresses, SSH keys, ...) are lines in `extra`. Form fill profiles have columns of their own.

use super::lastpass_notes;
use crate::{
    import::{ImportError, Target, columns::Spec, draft::Draft, input::Input, run::Run},
    item::ItemKind,
};

const SPEC: Spec = Spec {
    columns: &[
        ("username", Target::Username),
        ("password", Target::Password),
        ("totp", Target::Totp),
        ("extra", Target::Notes),
        ("name", Target::Name),
        ("grouping", Target::Folder),
        ("fav", Target::Favorite),
    ],
    special: |draft, header, cell| {
        match header {
            "url" if cell == "http://sn" => draft.kind = Some(ItemKind::SecureNote),
            // Written where there is no address.
            "url" if cell == "http://" => {}
            "url" => draft.uri(cell),
            "grouping" if cell == "(none)" => {}
            _ => return false,
        }
        true
    },
    finish,
};

const PROFILE: Spec = Spec {
    columns: &[
        ("profilename", Target::Name),
        ("title", Target::Title),
        ("firstname", Target::FirstName),
        ("middlename", Target::MiddleName),
        ("lastname", Target::LastName),
        ("username", Target::Username),
        ("company", Target::Company),
        ("ssn", Target::NationalId),
        ("address1", Target::Address1),
        ("address2", Target::Address2),
        ("address3", Target::Address3),
        ("city", Target::City),
        ("state", Target::State),
        ("zip", Target::PostalCode),
        ("country", Target::Country),
        ("email", Target::Email),
        ("phone", Target::Phone),
        ("notes", Target::Notes),
        ("ccname", Target::Cardholder),
        ("ccnum", Target::CardNumber),
        ("ccexp", Target::CardExpiry),
        ("cccsc", Target::CardCode),
        ("profilelanguage", Target::Ignore),
        ("profiletype", Target::Ignore),
    ],
    special: |_, _, _| false,
    finish: |draft| {
        let person =
            draft.item.identity.as_ref().is_some_and(|identity| identity.last_name.is_some() || identity.first_name.is_some() || identity.address1.is_some());
        draft.kind = Some(if person { ItemKind::Identity } else { ItemKind::Card });
    },
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["url", "username", "password", "extra", "name", "grouping", "fav"]) || table.starts_with(&["profilename"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    for table in input.tables() {
        let spec = if table.starts_with(&["profilename"]) { &PROFILE } else { &SPEC };
        spec.read(run, table)?;
    }
    Ok(())
}

fn finish(draft: &mut Draft) {
    if draft.kind == Some(ItemKind::SecureNote) {
        lastpass_notes::read(draft);
    } else {
        draft.kind = Some(ItemKind::Login);
    }
}
