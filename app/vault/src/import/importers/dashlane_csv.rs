//! Dashlane writes a file for each kind of thing, told apart by their columns; together they come in an archive.

use crate::{
    import::{ImportError, Reason, Target, columns::Spec, draft::Draft, input::Input, run::Run, text::Table},
    item::ItemKind,
};

const CREDENTIALS: Spec = Spec {
    columns: &[
        ("title", Target::Name),
        ("username", Target::Username),
        ("username2", Target::Field),
        ("username3", Target::Field),
        ("password", Target::Password),
        ("note", Target::Notes),
        ("url", Target::Uri),
        ("category", Target::Folder),
        ("otpSecret", Target::Totp),
        ("otpUrl", Target::Totp),
    ],
    special: |_, _, _| false,
    finish: |draft| draft.kind = Some(ItemKind::Login),
};

const PAYMENTS: Spec = Spec {
    columns: &[
        ("type", Target::Kind),
        ("name", Target::Name),
        ("note", Target::Notes),
        ("cc_number", Target::CardNumber),
        ("code", Target::CardCode),
        ("expiration_month", Target::CardMonth),
        ("expiration_year", Target::CardYear),
        ("routing_number", Target::RoutingNumber),
        ("account_number", Target::AccountNumber),
        ("issuing_bank", Target::Bank),
    ],
    special: |draft, header, cell| {
        match (header, draft.label.as_str()) {
            ("accountname", _) => draft.set(Target::Name, "Account name", cell),
            ("accountholder", "bank") => draft.set(Target::AccountHolder, "Account holder", cell),
            ("accountholder", _) => draft.set(Target::Cardholder, "Account holder", cell),
            ("country", _) => draft.field("Country", cell),
            ("issuingbank", label) if label != "bank" => draft.field("Bank", cell),
            _ => return false,
        }
        true
    },
    finish: |draft| draft.kind = Some(if draft.label == "bank" { ItemKind::BankAccount } else { ItemKind::Card }),
};

const IDS: Spec = Spec { columns: &[("type", Target::Kind)], special: id_cell, finish: id_row };

const PERSONAL: Spec = Spec {
    columns: &[
        ("type", Target::Kind),
        ("item_name", Target::Name),
        ("title", Target::Title),
        ("first_name", Target::FirstName),
        ("middle_name", Target::MiddleName),
        ("last_name", Target::LastName),
        ("login", Target::Username),
        ("email", Target::Email),
        ("phone_number", Target::Phone),
        ("address", Target::Address1),
        ("country", Target::Country),
        ("state", Target::State),
        ("city", Target::City),
        ("zip", Target::PostalCode),
    ],
    special: |_, _, _| false,
    finish: |draft| {
        draft.kind = Some(ItemKind::Identity);
        if draft.item.name.is_empty() {
            draft.item.name = crate::item::Secret::new(crate::import::spill::words(&draft.label));
        }
    },
};

const NOTES: Spec = Spec {
    columns: &[("title", Target::Name), ("note", Target::Notes), ("category", Target::Folder)],
    special: |_, _, _| false,
    finish: |draft| draft.kind = Some(ItemKind::SecureNote),
};

const WIFI: Spec = Spec {
    columns: &[("ssid", Target::Field), ("passphrase", Target::Password), ("name", Target::Name), ("note", Target::Notes)],
    special: |_, _, _| false,
    finish: |draft| draft.kind = Some(ItemKind::Login),
};

fn spec(table: &Table) -> Option<&'static Spec> {
    // Two columns that many tables have: only nearly alone are they Dashlane's.
    let notes: &[&str] = if table.headers().len() <= 3 { &["title", "note"] } else { &["no such column"] };
    let kinds: [(&[&str], &Spec); 6] = [
        (&["username2", "title", "password", "url", "category"], &CREDENTIALS),
        (&["type", "account_name", "cc_number", "routing_number"], &PAYMENTS),
        (&["type", "number", "name", "issue_date", "place_of_issue"], &IDS),
        (&["type", "first_name", "date_of_birth", "email_type", "item_name"], &PERSONAL),
        (&["ssid", "passphrase"], &WIFI),
        (notes, &NOTES),
    ];
    kinds.into_iter().find(|(columns, _)| table.has(columns)).map(|(_, spec)| spec)
}

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| spec(table).is_some())
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    for table in input.tables() {
        match spec(table) {
            Some(spec) => spec.read(run, table)?,
            None => run.skip(0, Reason::PartLeftOut),
        }
    }
    Ok(())
}

fn id_cell(draft: &mut Draft, header: &str, cell: &str) -> bool {
    match (header, draft.label.as_str()) {
        ("number", "passport") => draft.item.passport.get_or_insert_default().passport_number = Some(cell.into()),
        ("issuedate", "passport") => draft.item.passport.get_or_insert_default().issue_date = Some(cell.into()),
        ("expirationdate", "passport") => draft.item.passport.get_or_insert_default().expiration_date = Some(cell.into()),
        ("placeofissue", "passport") => draft.item.passport.get_or_insert_default().issuing_authority = Some(cell.into()),
        ("number", "license") => draft.item.drivers_license.get_or_insert_default().license_number = Some(cell.into()),
        ("issuedate", "license") => draft.item.drivers_license.get_or_insert_default().issue_date = Some(cell.into()),
        ("expirationdate", "license") => draft.item.drivers_license.get_or_insert_default().expiration_date = Some(cell.into()),
        ("state", "license") => draft.item.drivers_license.get_or_insert_default().issuing_state = Some(cell.into()),
        ("number", "social_security") => draft.set(Target::NationalId, "Number", cell),
        ("name", "passport") => split_name(cell, |first, last| {
            let passport = draft.item.passport.get_or_insert_default();
            (passport.given_name, passport.surname) = (Some(first.into()), Some(last.into()));
        }),
        ("name", "license") => split_name(cell, |first, last| {
            let license = draft.item.drivers_license.get_or_insert_default();
            (license.first_name, license.last_name) = (Some(first.into()), Some(last.into()));
        }),
        ("name", _) => draft.full_name(cell),
        _ => return false,
    }
    true
}

fn split_name(name: &str, take: impl FnOnce(&str, &str)) {
    let (first, last) = name.trim().rsplit_once(' ').unwrap_or(("", name));
    take(first, last);
}

fn id_row(draft: &mut Draft) {
    draft.kind = Some(match draft.label.as_str() {
        "passport" => ItemKind::Passport,
        "license" => ItemKind::DriversLicense,
        _ => ItemKind::Identity,
    });
    draft.item.name = crate::item::Secret::new(crate::import::spill::words(&draft.label));
}
