//! What things are called.

use vault::import::{Format, ImportError, Problem, Reason, Target};
use worker::Failure;

use crate::{
    i18n::t,
    session::{KeyError, SignInError},
};

/// One item of a kind.
pub fn kind_name(kind: u8) -> &'static str {
    let words = &t().imports;
    match kind {
        1 => words.kind_login,
        2 => words.kind_note,
        3 => words.kind_card,
        4 => words.kind_identity,
        5 => words.kind_ssh_key,
        6 => words.kind_bank,
        7 => words.kind_license,
        8 => words.kind_passport,
        _ => words.kind_other,
    }
}

/// Several items of a kind.
pub fn kinds_name(kind: u8) -> &'static str {
    let words = &t().imports;
    match kind {
        1 => words.kinds_login,
        2 => words.kinds_note,
        3 => words.kinds_card,
        4 => words.kinds_identity,
        5 => words.kinds_ssh_key,
        6 => words.kinds_bank,
        7 => words.kinds_license,
        8 => words.kinds_passport,
        _ => words.kinds_other,
    }
}

/// The product that wrote the file. Its id where this version does not know it.
pub fn format_name(id: &str) -> String {
    if id == "bitwarden-app" {
        return t().imports.format_app.to_owned();
    }
    Format::ALL.iter().find(|format| format.id() == id).map_or_else(|| id.to_owned(), |format| product_name(*format).to_owned())
}

/// The product that writes files of a format. Names are the same in every language, but for what stands between them.
pub fn product_name(format: Format) -> &'static str {
    let words = &t().imports;
    match format {
        Format::GenericCsv => words.format_any_table,
        Format::BitwardenEncryptedJson => words.format_bitwarden_encrypted,
        Format::Chromium => words.format_chromium,
        Format::DashlaneCsv => words.format_dashlane,
        Format::KeePassKdbx => words.format_keepass,
        Format::ProtonPassJson => words.format_proton,
        Format::Safari => words.format_safari,
        other => other.name(),
    }
}

/// A sentence about keys or the file.
pub fn key_text(error: KeyError) -> String {
    match error {
        KeyError::Failed(Failure::File(error)) => file_text(error).to_owned(),
        KeyError::Failed(Failure::NoFile) => t().imports.fail_gone.to_owned(),
        KeyError::Failed(Failure::Locked) => t().forms.needs_unlock.to_owned(),
        KeyError::Failed(Failure::Unopened) => t().console.key_unusable.to_owned(),
        other => SignInError::Keys(other).message(),
    }
}

fn file_text(error: ImportError) -> &'static str {
    let words = &t().imports;
    match error {
        ImportError::Unrecognized => words.fail_unrecognized,
        ImportError::Malformed => words.fail_malformed,
        ImportError::TooLarge | ImportError::TooMany | ImportError::TooManyColumns => words.fail_too_many,
        ImportError::TooDeep | ImportError::Bomb | ImportError::Entities => words.fail_hostile,
        ImportError::Empty => words.fail_empty,
        ImportError::PasswordNeeded => words.password_missing,
        ImportError::KeyNeeded => words.fail_key,
        ImportError::WrongPassword => words.fail_password,
        ImportError::Unsupported => words.fail_unsupported,
        ImportError::Platform => words.unreadable,
    }
}

/// What was wrong in one row.
pub fn problem_text(problem: &Problem) -> String {
    let words = &t().imports;
    let reason = match problem.reason {
        Reason::Empty => words.reason_empty,
        Reason::Unreadable => words.reason_unreadable,
        Reason::Unopened => words.reason_unopened,
        Reason::NameTooLong => words.reason_name_long,
        Reason::FolderTooLong => words.reason_folder_long,
        Reason::NotesTooLong => words.reason_notes_long,
        Reason::TextTooLong => words.reason_text_long,
        Reason::TooManyFields => words.reason_fields,
        Reason::Trashed => words.reason_trashed,
        Reason::Passkey => words.reason_passkey,
        Reason::Attachments => words.reason_attachments,
        Reason::Reference => words.reason_reference,
        Reason::Links => words.reason_links,
        Reason::CutOff => words.reason_cut_off,
        Reason::PartLeftOut => words.reason_part,
    };
    match problem.row {
        0 => words.whole_file(reason),
        row => words.problem_row(row, reason),
    }
}

/// What a column holds.
pub fn target_name(target: Target) -> &'static str {
    let words = &t().import_columns;
    match target {
        Target::Ignore => words.ignore,
        Target::Field => words.field,
        Target::Hidden => words.hidden,
        Target::Name => words.name,
        Target::Username => words.username,
        Target::Password => words.password,
        Target::Uri => words.uri,
        Target::Notes => words.notes,
        Target::Totp => words.totp,
        Target::Folder => words.folder,
        Target::Collections => words.collections,
        Target::Tags => words.tags,
        Target::Favorite => words.favorite,
        Target::Kind => words.kind,
        Target::Email => words.email,
        Target::Cardholder => words.cardholder,
        Target::CardBrand => words.card_brand,
        Target::CardNumber => words.card_number,
        Target::CardMonth => words.card_month,
        Target::CardYear => words.card_year,
        Target::CardExpiry => words.card_expiry,
        Target::CardCode => words.card_code,
        Target::FullName => words.full_name,
        Target::Title => words.person_title,
        Target::FirstName => words.first_name,
        Target::MiddleName => words.middle_name,
        Target::LastName => words.last_name,
        Target::Address1 => words.address1,
        Target::Address2 => words.address2,
        Target::Address3 => words.address3,
        Target::City => words.city,
        Target::State => words.state,
        Target::PostalCode => words.postal_code,
        Target::Country => words.country,
        Target::Company => words.company,
        Target::Phone => words.phone,
        Target::NationalId => words.national_id,
        Target::PassportNumber => words.passport_number,
        Target::LicenseNumber => words.license_number,
        Target::PrivateKey => words.private_key,
        Target::PublicKey => words.public_key,
        Target::Fingerprint => words.fingerprint,
        Target::Bank => words.bank,
        Target::AccountHolder => words.account_holder,
        Target::AccountNumber => words.account_number,
        Target::RoutingNumber => words.routing_number,
        Target::Swift => words.swift,
        Target::Iban => words.iban,
        Target::Pin => words.pin,
    }
}
