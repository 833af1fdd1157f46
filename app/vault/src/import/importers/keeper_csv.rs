//! Keeper has no header: folder, title, login, password, address, notes, shared folder, then pairs of label and value.

use super::keeper_json::typed;
use crate::import::{ImportError, Target, columns::note_cut_off, draft::Draft, input::Input, run::Run, text::Row};

const ORDER: [Target; 6] = [Target::Folder, Target::Name, Target::Username, Target::Password, Target::Uri, Target::Notes];

/// Nothing names the product: what is left when no header is one, and the fifth column holds addresses.
pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        let rows = || table.rows().take(20).map(|(_, row)| row);
        let is_address = |row: &Row| row.get(4).is_some_and(|cell| cell.is_empty() || cell.contains('.') || cell.contains("://"));
        table.len() > 0 && rows().all(|row| row.len() >= 7 && is_address(row)) && rows().any(|row| row.get(4).is_some_and(|cell| cell.contains("://")))
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let table = input.tables().next().ok_or(ImportError::Malformed)?;
    for (number, row) in table.rows() {
        run.keep(item(number, row))?;
    }
    note_cut_off(run, table);
    Ok(())
}

fn item(number: usize, row: &Row) -> Draft {
    let mut draft = Draft::new(number);
    for (target, cell) in ORDER.iter().zip(row.iter()) {
        draft.set(*target, "Field", cell);
    }
    if let Some(shared) = row.get(6).and_then(crate::import::clean::path) {
        match draft.folder {
            Some(_) => draft.collections.push(shared),
            None => draft.folder = Some(shared),
        }
    }
    let mut cells = row.iter().skip(7);
    while let (Some(label), Some(value)) = (cells.next(), cells.next()) {
        match label {
            "TFC:Keeper" => draft.totp("One-time code", value),
            _ => typed(&mut draft, label, value),
        }
    }
    draft
}
