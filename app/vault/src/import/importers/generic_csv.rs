//! Any table. What its columns hold is given, or guessed from their names.

use crate::import::{ImportError, Target, columns, input::Input, run::Run, text::Table};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        let targets = suggest(table);
        targets.contains(&Target::Password) && [Target::Name, Target::Username, Target::Uri, Target::Email].iter().any(|target| targets.contains(target))
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let table = input.tables().next().ok_or(ImportError::Malformed)?;
    match &run.options.columns {
        Some(targets) => columns::read_mapped(run, table, targets),
        None => columns::read_mapped(run, table, &suggest(table)),
    }
}

fn suggest(table: &Table) -> Vec<Target> {
    table.headers().iter().map(|header| Target::suggest(header)).collect()
}
