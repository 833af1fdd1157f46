use crate::i18n::{t, tenths};

/// A type of items, by the protocol's number.
pub(super) struct Kind {
    pub(super) number: u8,
    pub(super) icon: &'static str,
    pub(super) word: &'static str,
    /// Whether it can be typed in here: not what came after this version.
    pub(super) is_editable: bool,
}

/// The types, in the order of the protocol.
pub(super) fn kinds() -> [Kind; 8] {
    let words = &t().vault_item;
    let kind = |number, icon, word| Kind { number, icon, word, is_editable: true };
    [
        kind(1, "globe", words.kind_login),
        kind(2, "file", words.kind_note),
        kind(3, "card", words.kind_card),
        kind(4, "person", words.kind_identity),
        kind(5, "key", words.kind_ssh),
        kind(6, "building", words.kind_bank),
        kind(7, "card", words.kind_license),
        kind(8, "card", words.kind_passport),
    ]
}

/// The type of that number.
pub(super) fn kind_of(number: u8) -> Kind {
    let other = Kind { number, icon: "help", word: t().vault_item.kind_other, is_editable: false };
    kinds().into_iter().find(|kind| kind.number == number).unwrap_or(other)
}

/// The label of a text, by the name that the worker gives it.
pub(super) fn label_of(name: &str) -> &'static str {
    let words = &t().vault_item;
    match name {
        "username" => words.username,
        "password" => words.password,
        "totp" => words.totp,
        "cardholder_name" => words.cardholder_name,
        "brand" => words.brand,
        "number" => words.number,
        "exp_month" => words.exp_month,
        "exp_year" => words.exp_year,
        "code" => words.code,
        "title" => words.person_title,
        "first_name" => words.first_name,
        "middle_name" => words.middle_name,
        "last_name" => words.last_name,
        "address1" => words.address1,
        "address2" => words.address2,
        "address3" => words.address3,
        "city" => words.city,
        "state" => words.state,
        "postal_code" => words.postal_code,
        "country" => words.country,
        "company" => words.company,
        "email" => words.email,
        "phone" => words.phone,
        "ssn" => words.ssn,
        "passport_number" => words.passport_number,
        "license_number" => words.license_number,
        "private_key" => words.private_key,
        "public_key" => words.public_key,
        "key_fingerprint" => words.key_fingerprint,
        "bank_name" => words.bank_name,
        "name_on_account" => words.name_on_account,
        "account_type" => words.account_type,
        "account_number" => words.account_number,
        "routing_number" => words.routing_number,
        "branch_number" => words.branch_number,
        "pin" => words.pin,
        "swift_code" => words.swift_code,
        "iban" => words.iban,
        "bank_contact_phone" => words.bank_contact_phone,
        "date_of_birth" => words.date_of_birth,
        "issuing_country" => words.issuing_country,
        "issuing_state" => words.issuing_state,
        "issue_date" => words.issue_date,
        "expiration_date" => words.expiration_date,
        "issuing_authority" => words.issuing_authority,
        "license_class" => words.license_class,
        "surname" => words.surname,
        "given_name" => words.given_name,
        "sex" => words.sex,
        "birth_place" => words.birth_place,
        "nationality" => words.nationality,
        "passport_type" => words.passport_type,
        "national_identification_number" => words.national_identification_number,
        _ => words.unnamed_field,
    }
}

/// A file's size in words.
pub(super) fn size_text(bytes: u32) -> String {
    const MEGABYTE: u32 = 1024 * 1024;
    let words = &t().vault_item;
    if bytes < MEGABYTE { words.size_kb(bytes.div_ceil(1024)) } else { words.size_mb(&tenths(f64::from(bytes) / f64::from(MEGABYTE))) }
}

#[cfg(test)]
mod tests {
    use vault::item::{Item, ItemKind};

    use super::*;

    #[test]
    fn every_text_of_every_kind_has_a_label() {
        let names = kinds().into_iter().flat_map(|kind| Item::text_names(ItemKind::from(kind.number)));
        assert_eq!(names.filter(|name| label_of(name) == t().vault_item.unnamed_field).collect::<Vec<_>>(), [""; 0]);
    }
}
