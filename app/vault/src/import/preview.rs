use serde::{Deserialize, Serialize};

use super::{Format, ImportError, Limits, Target, detect, input::Input, text::Row};
use crate::item::Secret;

/// What a file seems to be, before it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// None: no importer knows it.
    pub format: Option<Format>,
    /// For tables: the names of the columns.
    pub columns: Vec<Secret>,
    /// For tables: what the columns seem to hold, to be corrected and given back in [`Options`](super::Options).
    pub targets: Vec<Target>,
    /// For tables: rows below the header.
    pub rows: usize,
}

/// Looks at a file: which product wrote it, and what its columns hold.
pub fn preview(bytes: &[u8], limits: &Limits) -> Result<Preview, ImportError> {
    let input = Input::open(bytes, limits)?;
    let format = detect::detect(&input).map(|importer| importer.format);
    let Some(table) = input.tables().next() else {
        return Ok(Preview { format, columns: Vec::new(), targets: Vec::new(), rows: 0 });
    };
    let names: Vec<&str> = table.raw_headers().into_iter().flat_map(Row::iter).collect();
    let targets = names.iter().map(|name| Target::suggest(name)).collect();
    let columns = names.into_iter().map(Secret::from).collect();
    Ok(Preview { format, columns, targets, rows: table.len().saturating_sub(1) })
}
