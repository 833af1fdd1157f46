//! mSecure has no header. A row is name, type, tag, notes and then one cell per field: `label|number|value`.

use crate::import::{ImportError, Target, columns::note_cut_off, draft::Draft, input::Input, run::Run, text::Row};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.rows().take(5).any(|(_, row)| row.iter().skip(2).any(|cell| field(cell).is_some())))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let table = input.tables().next().ok_or(ImportError::Malformed)?;
    for (number, row) in table.rows() {
        // The first lines may say what the file is.
        if row.len() >= 3 {
            run.keep(item(number, row))?;
        }
    }
    note_cut_off(run, table);
    Ok(())
}

fn item(number: usize, row: &Row) -> Draft {
    let mut draft = Draft::new(number);
    for (index, cell) in row.iter().enumerate() {
        match (index, field(cell)) {
            (0, _) => draft.set(Target::Name, "Name", cell.split('|').next().unwrap_or_default()),
            (2, _) if cell != "Unassigned" => draft.folder(cell),
            (1 | 2, _) => {}
            (_, Some((label, value))) => draft.set(target(label), label, &unescape(value)),
            (_, None) => draft.notes(&unescape(cell)),
        }
    }
    draft
}

fn field(cell: &str) -> Option<(&str, &str)> {
    let (label, rest) = cell.split_once('|')?;
    let (number, value) = rest.split_once('|')?;
    let numbered = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    (numbered && !label.is_empty()).then_some((label, value))
}

fn target(label: &str) -> Target {
    match label {
        "Website" => Target::Uri,
        "Username" => Target::Username,
        "Password" => Target::Password,
        "Two-factor Auth" | "TOTP" => Target::Totp,
        "Card Number" => Target::CardNumber,
        "Expiration Date" => Target::CardExpiry,
        "Name on Card" => Target::Cardholder,
        "Security Code" => Target::CardCode,
        _ => Target::Field,
    }
}

/// Line breaks are written out.
fn unescape(text: &str) -> String {
    text.replace("\\n", "\n")
}
