use serde::{Deserialize, Serialize};

use super::{Format, ImportError, Limits, Target, clean::speaks_of_secret, columns::column_name, detect, input::Input, text::Row};
use crate::item::Secret;

/// What a file seems to be, before it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// None: no importer knows it.
    pub format: Option<Format>,
    /// For tables: the names of the columns, or their numbers.
    pub columns: Vec<Secret>,
    /// For tables: what the columns seem to hold, to be corrected and given back in [`Options`](super::Options).
    pub targets: Vec<Target>,
    /// For tables: rows below the header.
    pub rows: usize,
    /// For tables: the first rows. What stands below a column that seems secret is left out.
    pub samples: Vec<Vec<Secret>>,
}

/// So many rows show what a column holds.
const SAMPLES: usize = 3;
/// And so many characters of a cell.
const SAMPLE_LENGTH: usize = 60;

/// Looks at a file: which product wrote it, and what its columns hold.
pub fn preview(bytes: &[u8], limits: &Limits) -> Result<Preview, ImportError> {
    let input = Input::open(bytes, limits)?;
    let format = detect::detect(&input).map(|importer| importer.format);
    let Some(table) = input.tables().next() else {
        return Ok(Preview { format, columns: Vec::new(), targets: Vec::new(), rows: 0, samples: Vec::new() });
    };
    let names: Vec<&str> = table.raw_headers().into_iter().flat_map(Row::iter).collect();
    let is_headed = !names.is_empty();
    let targets: Vec<Target> = (0..table.width()).map(|at| names.get(at).map_or(Target::Field, |name| Target::suggest(name))).collect();
    let is_open = |at: usize, cell: &str| {
        // Without names, what shows by itself that it is no secret.
        let named = if is_headed { names.get(at).is_some_and(|name| !speaks_of_secret(name)) } else { is_address(cell) };
        named && targets.get(at).is_some_and(|target| !target.is_secret())
    };
    let sample = |cells: &Row| cells.iter().enumerate().map(|(at, cell)| if is_open(at, cell) { shortened(cell) } else { Secret::default() }).collect();
    let samples = table.body().take(SAMPLES).map(|(_, cells)| sample(cells)).collect();
    let columns = (0..table.width()).map(|at| names.get(at).map_or_else(|| column_name(at).into(), |name| Secret::from(*name))).collect();
    Ok(Preview { format, columns, targets, rows: table.body().count(), samples })
}

/// Of a site. What makes codes is written as an address too, and with an `@` in it, a password may look like one or be in one.
fn is_address(cell: &str) -> bool {
    (cell.starts_with("https://") || cell.starts_with("http://")) && !cell.contains('@')
}

fn shortened(cell: &str) -> Secret {
    cell.chars().take(SAMPLE_LENGTH).collect::<String>().into()
}
