//! Typed notes: the first line is `NoteType:`, then `Label:value` lines; a value may run over several lines. `Notes:`
//! is the last and takes all that follows.

use crate::{
    import::{Target, draft::Draft},
    item::{ItemKind, Secret},
};

const CARD: &[(&str, Target)] =
    &[("Name on Card", Target::Cardholder), ("Type", Target::CardBrand), ("Number", Target::CardNumber), ("Security Code", Target::CardCode)];

const ADDRESS: &[(&str, Target)] = &[
    ("Title", Target::Title),
    ("First Name", Target::FirstName),
    ("Middle Name", Target::MiddleName),
    ("Last Name", Target::LastName),
    ("Company", Target::Company),
    ("Address 1", Target::Address1),
    ("Address 2", Target::Address2),
    ("Address 3", Target::Address3),
    ("City / Town", Target::City),
    ("State", Target::State),
    ("Zip / Postal Code", Target::PostalCode),
    ("Country", Target::Country),
    ("Email Address", Target::Email),
];

const BANK: &[(&str, Target)] = &[
    ("Bank Name", Target::Bank),
    ("Routing Number", Target::RoutingNumber),
    ("Account Number", Target::AccountNumber),
    ("SWIFT Code", Target::Swift),
    ("IBAN Number", Target::Iban),
    ("Pin", Target::Pin),
];

const SSH: &[(&str, Target)] = &[("Private Key", Target::PrivateKey), ("Public Key", Target::PublicKey), ("Passphrase", Target::Hidden)];

/// Every label that begins a value in one of the types that we map or know.
const OTHERS: &[&str] = &[
    "Expiration Date",
    "Start Date",
    "Phone",
    "Mobile Phone",
    "Evening Phone",
    "Fax",
    "Gender",
    "Birthday",
    "County",
    "Timezone",
    "Username",
    "Password",
    "Account Type",
    "Branch Address",
    "Branch Phone",
    "Bit Strength",
    "Format",
    "Hostname",
    "Date",
    "Language",
    "Notes",
];

/// Turns a typed note into what it is. A plain note stays one.
pub(super) fn read(draft: &mut Draft) {
    let Some(text) = draft.item.notes.take() else { return };
    let Some((first, rest)) = text.as_str().split_once('\n').filter(|(first, _)| first.starts_with("NoteType:")) else {
        draft.item.notes = Some(text);
        return;
    };
    let kind = first.trim_start_matches("NoteType:").trim();
    let (map, item_kind): (&[(&str, Target)], _) = match kind {
        "Credit Card" => (CARD, ItemKind::Card),
        "Address" => (ADDRESS, ItemKind::Identity),
        "Bank Account" => (BANK, ItemKind::BankAccount),
        "SSH Key" => (SSH, ItemKind::SshKey),
        _ => (&[], ItemKind::SecureNote),
    };
    if item_kind == ItemKind::SecureNote {
        draft.field("Type", kind);
    }
    for (label, value) in pairs(rest, map) {
        let value = value.as_str().trim();
        match map.iter().find(|(name, _)| *name == label) {
            Some((_, target)) => draft.set(*target, &label, value),
            None if label == "Notes" => draft.notes(value),
            None if label == "Expiration Date" && item_kind == ItemKind::Card => month_by_name(draft, value),
            None if label == "Account Type" && item_kind == ItemKind::BankAccount => {
                draft.item.bank_account.get_or_insert_default().account_type = Some(value.into());
            }
            // A date that nobody set is written as a comma.
            None if label == "Language" || value == "," => {}
            None => draft.field(&label, value),
        }
    }
    draft.kind = Some(item_kind);
}

/// Splits into labels and values. A line with a colon begins a value if its label is known, or if no type is: within a
/// private key, for instance, there are lines with colons as well.
fn pairs(text: &str, map: &[(&str, Target)]) -> Vec<(String, Secret)> {
    let mut pairs: Vec<(String, Secret)> = Vec::new();
    for line in text.lines() {
        let label = line.split_once(':').filter(|(label, _)| map.is_empty() || OTHERS.contains(label) || map.iter().any(|(name, _)| name == label));
        let in_notes = pairs.last().is_some_and(|(label, _)| label == "Notes");
        match (label, pairs.last_mut()) {
            (Some((label, value)), _) if !in_notes => pairs.push((label.to_owned(), value.into())),
            (_, Some((_, value))) => {
                value.push_str("\n");
                value.push_str(line);
            }
            (_, None) => pairs.push(("Notes".to_owned(), line.into())),
        }
    }
    pairs
}

/// `August,2031`
fn month_by_name(draft: &mut Draft, text: &str) {
    const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let (month, year) = text.split_once(',').unwrap_or((text, ""));
    match MONTHS.iter().position(|name| *name == month) {
        // Either may be missing.
        month if (month.is_some() || text.starts_with(',')) && matches!(year.len(), 0 | 4) => {
            draft.card().exp_month = month.map(|month| (month + 1).to_string().into());
            draft.card().exp_year = (!year.is_empty()).then(|| year.into());
        }
        _ => draft.expiry("Expiration date", text),
    }
}
