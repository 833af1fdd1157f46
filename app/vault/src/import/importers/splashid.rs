//! SplashID has no header. A row is type, description, fields, then date, notes and category last.

use crate::import::{
    ImportError, Target,
    columns::note_cut_off,
    draft::Draft,
    input::Input,
    run::Run,
    text::{Row, Table},
};

const TYPES: &[&str] = &[
    "Web Logins",
    "Credit Cards",
    "Bank Accounts",
    "Email Accounts",
    "Servers",
    "Memberships",
    "Identification",
    "Insurance",
    "Phone Numbers",
    "Files",
    "Birthdays",
    "Clothes Size",
    "Combinations",
    "Prescriptions",
    "Vehicle Info",
    "Vehicles",
    "Voice Mail",
    "Frequent Flyer",
    "Serial Numbers",
    "Emergency Info",
    "Software",
];

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(is_splashid)
}

fn is_splashid(table: &Table) -> bool {
    let first = table.raw_headers().and_then(|row| row.get(0)).unwrap_or_default();
    first.starts_with("SplashID ") || table.rows().take(3).any(|(_, row)| row.len() >= 6 && TYPES.contains(&row.get(0).unwrap_or_default()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let table = input.tables().next().ok_or(ImportError::Malformed)?;
    for (number, row) in table.rows() {
        if row.len() >= 4 {
            run.keep(item(number, row))?;
        }
    }
    note_cut_off(run, table);
    Ok(())
}

fn item(number: usize, row: &Row) -> Draft {
    let mut draft = Draft::new(number);
    let kind = row.get(0).unwrap_or_default();
    let last = row.len().saturating_sub(1);
    let (notes, category) = (last.saturating_sub(1), last);
    for (index, cell) in row.iter().enumerate().skip(1) {
        let label = format!("Field {index}");
        let target = match (index, kind) {
            _ if index == category => Target::Folder,
            _ if index == notes => Target::Notes,
            (1, _) => Target::Name,
            (2, "Web Logins" | "Email Accounts" | "Servers") => Target::Username,
            (3, "Web Logins" | "Email Accounts" | "Servers") => Target::Password,
            (4, "Web Logins" | "Servers") => Target::Uri,
            (2, "Credit Cards") => Target::CardNumber,
            (3, "Credit Cards") => Target::CardExpiry,
            (4, "Credit Cards") => Target::Cardholder,
            (5, "Credit Cards") => Target::Hidden,
            _ => Target::Field,
        };
        if target == Target::Folder && cell == "Unfiled" {
            continue;
        }
        draft.set(target, &label, cell);
    }
    draft
}
