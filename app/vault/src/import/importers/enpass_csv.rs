//! Enpass writes no columns: a row is a title, pairs of label and value, and a note. A star marks what is masked.

use crate::import::{
    ImportError, Target,
    columns::note_cut_off,
    draft::Draft,
    input::Input,
    run::Run,
    text::{Row, Table, normalize},
};

const LABELS: &[&str] =
    &["username", "password", "email", "website", "url", "phone", "number", "cvc", "pin", "totp", "cardholder", "expirydate", "onetimecode"];

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| has_header(table) || looks_like_pairs(table))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let table = input.tables().next().ok_or(ImportError::Malformed)?;
    let skipped = usize::from(has_header(table));
    for (number, row) in table.rows().skip(skipped) {
        run.keep(item(number, row))?;
    }
    note_cut_off(run, table);
    Ok(())
}

fn has_header(table: &Table) -> bool {
    table.starts_with(&["Title", "Field"])
}

fn looks_like_pairs(table: &Table) -> bool {
    let fits = |row: &Row| row.len() >= 4 && row.len().is_multiple_of(2) && row.get(1).is_some_and(|label| LABELS.contains(&normalize(label).as_str()));
    table.len() > 0 && table.rows().take(5).all(|(_, row)| fits(row) || row.len() == 2) && table.rows().take(5).any(|(_, row)| fits(row))
}

fn item(number: usize, row: &Row) -> Draft {
    let mut draft = Draft::new(number);
    let mut cells = row.iter();
    draft.set(Target::Name, "Title", cells.next().unwrap_or_default());
    while let Some(label) = cells.next() {
        match cells.next() {
            Some(value) => pair(&mut draft, label, value),
            None => draft.notes(label),
        }
    }
    draft
}

fn pair(draft: &mut Draft, label: &str, value: &str) {
    let masked = label.starts_with('*');
    let label = label.trim_start_matches('*');
    let target = match normalize(label).as_str() {
        "username" => Target::Username,
        "password" => Target::Password,
        "email" => Target::Email,
        "website" | "url" => Target::Uri,
        "totp" | "onetimecode" => Target::Totp,
        "cardholder" => Target::Cardholder,
        "number" | "cardnumber" => Target::CardNumber,
        "cvc" | "cvv" => Target::CardCode,
        "expirydate" => Target::CardExpiry,
        _ if masked => Target::Hidden,
        _ => Target::Field,
    };
    draft.set(target, label, value);
}
