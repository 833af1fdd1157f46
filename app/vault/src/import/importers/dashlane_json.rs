//! The JSON of older Dashlane clients: a list for each kind of thing.

use serde_json::Value;

use super::object;
use crate::{
    import::{ImportError, Reason, Target, draft::Draft, input::Input, run::Run, spill, text::members},
    item::{ItemKind, Secret},
};

type Map = &'static [(&'static str, Target)];

const KINDS: &[(&str, ItemKind, Map)] = &[
    (
        "AUTHENTIFIANT",
        ItemKind::Login,
        &[
            ("title", Target::Name),
            ("domain", Target::Uri),
            ("url", Target::Uri),
            ("login", Target::Username),
            ("secondaryLogin", Target::Field),
            ("email", Target::Email),
            ("password", Target::Password),
            ("note", Target::Notes),
            ("otpSecret", Target::Totp),
            ("category", Target::Folder),
        ],
    ),
    ("SECURENOTE", ItemKind::SecureNote, &[("title", Target::Name), ("content", Target::Notes), ("category", Target::Folder)]),
    (
        "PAYMENTMEANS_CREDITCARD",
        ItemKind::Card,
        &[
            ("name", Target::Name),
            ("owner", Target::Cardholder),
            ("cardNumber", Target::CardNumber),
            ("expireMonth", Target::CardMonth),
            ("expireYear", Target::CardYear),
            ("securityCode", Target::CardCode),
            ("cardNumberLastDigits", Target::Ignore),
        ],
    ),
    (
        "BANKSTATEMENT",
        ItemKind::BankAccount,
        &[
            ("BankAccountName", Target::Name),
            ("BankAccountOwner", Target::AccountHolder),
            ("BankAccountIBAN", Target::Iban),
            ("BankAccountBIC", Target::Swift),
            ("BankAccountBank", Target::Bank),
        ],
    ),
    (
        "IDENTITY",
        ItemKind::Identity,
        &[
            ("title", Target::Title),
            ("firstName", Target::FirstName),
            ("middleName", Target::MiddleName),
            ("lastName", Target::LastName),
            ("pseudo", Target::Username),
        ],
    ),
    (
        "ADDRESS",
        ItemKind::Identity,
        &[
            ("addressName", Target::Name),
            ("addressFull", Target::Address1),
            ("city", Target::City),
            ("state", Target::State),
            ("zipCode", Target::PostalCode),
            ("country", Target::Country),
        ],
    ),
    ("EMAIL", ItemKind::Identity, &[("emailName", Target::Name), ("email", Target::Email)]),
    ("PHONE", ItemKind::Identity, &[("phoneName", Target::Name), ("number", Target::Phone)]),
    ("COMPANY", ItemKind::Identity, &[("name", Target::Company)]),
    ("PERSONALWEBSITE", ItemKind::Identity, &[("name", Target::Name)]),
    ("SOCIALSECURITYSTATEMENT", ItemKind::Identity, &[("socialSecurityFullname", Target::FullName), ("socialSecurityNumber", Target::NationalId)]),
    ("PASSPORT", ItemKind::Identity, &[("fullname", Target::FullName), ("number", Target::PassportNumber)]),
    ("DRIVERLICENCE", ItemKind::Identity, &[("fullname", Target::FullName), ("number", Target::LicenseNumber)]),
    ("IDCARD", ItemKind::Identity, &[("fullname", Target::FullName)]),
];

/// Parts that hold no items.
const BOOKKEEPING: &[&str] = &["AUTH_CATEGORY", "SECURENOTE_CATEGORY", "GENERATED_PASSWORD", "SETTINGS"];

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| KINDS.iter().any(|(name, ..)| json.get(name).is_some_and(Value::is_array)))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    let mut row = 0;
    for (section, items) in members(Some(json.value())) {
        let Some((_, kind, map)) = KINDS.iter().find(|(name, ..)| name == section) else {
            if !BOOKKEEPING.contains(&section.as_str()) {
                run.skip(0, Reason::PartLeftOut);
            }
            continue;
        };
        for item in items.as_array().into_iter().flatten() {
            row += 1;
            if !item.is_object() {
                run.skip(row, Reason::Unreadable);
                continue;
            }
            let mut draft = Draft::new(row);
            draft.kind = Some(*kind);
            object::fill(&mut draft, item, map);
            if draft.item.name.is_empty() && *kind != ItemKind::Login {
                draft.item.name = Secret::new(spill::words(&section.to_lowercase()));
            }
            run.keep(draft)?;
        }
    }
    Ok(())
}
