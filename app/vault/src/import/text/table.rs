use csv::{ReaderBuilder, StringRecord};

use super::Row;
use crate::import::{ImportError, Limits, Target};

/// A table of text. Rows may have any number of cells.
pub(crate) struct Table {
    rows: Vec<Row>,
    headers: Vec<String>,
    /// The first row names the columns.
    is_headed: bool,
    cut_off: bool,
}

impl Table {
    /// Parses comma, semicolon or tab separated text (RFC 4180, forgiving).
    pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Self, ImportError> {
        let text = skip_separator_hint(text);
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(guess_delimiter(text)).from_reader(text.as_bytes());
        let (mut rows, mut cells) = (Vec::new(), 0_usize);
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(|_| ImportError::Malformed)? {
            if row.iter().all(|cell| cell.trim().is_empty()) && rows.is_empty() {
                continue;
            }
            cells = cells.saturating_add(row.len());
            if row.len() > limits.columns {
                return Err(ImportError::TooManyColumns);
            }
            // One row more than items: the header.
            if rows.len() > limits.rows || cells > limits.values {
                return Err(ImportError::TooMany);
            }
            rows.push(Row::new(&row));
        }
        let is_headed = rows.first().is_none_or(names_columns);
        let headers = rows.first().filter(|_| is_headed).map(|row| row.iter().map(normalize).collect()).unwrap_or_default();
        // Quotes come in pairs, also those that stand for one within a cell.
        let cut_off = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        Ok(Self { rows, headers, is_headed, cut_off })
    }

    /// The names of the columns, normalized: lower case, letters and digits only. None if the first row is no such row.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The names of the columns as they are.
    pub(crate) fn raw_headers(&self) -> Option<&Row> {
        self.rows.first().filter(|_| self.is_headed)
    }

    /// How many columns the first row has.
    pub(crate) fn width(&self) -> usize {
        self.rows.first().map_or(0, |row| row.iter().count())
    }

    /// Tells whether all of these columns are there.
    pub(crate) fn has(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.headers.iter().any(|header| *header == normalize(column)))
    }

    /// Tells whether the first columns are exactly these.
    pub(crate) fn starts_with(&self, columns: &[&str]) -> bool {
        self.headers.len() >= columns.len() && self.headers.iter().zip(columns).all(|(header, column)| *header == normalize(column))
    }

    /// All rows, the first one too, with their numbers from 1.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().map(|(index, row)| (index + 1, row))
    }

    /// The rows below the header.
    pub(crate) fn body(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows().skip(usize::from(self.is_headed))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether the last row ends within quotes.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.cut_off
    }
}

/// Tells whether a first row names the columns: it holds no address of a site or of a person, or some words that are known as names.
fn names_columns(row: &Row) -> bool {
    let is_mail = |cell: &str| cell.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) && !cell.contains(char::is_whitespace);
    let is_known = |cell: &&str| Target::suggest(cell) != Target::Field;
    !row.iter().any(|cell| cell.contains("://") || is_mail(cell.trim())) || row.iter().filter(is_known).count() >= 2
}

/// A column's name without what products and spreadsheets vary: case, blanks, underscores, punctuation.
pub(crate) fn normalize(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Spreadsheets put a line such as `sep=;` first.
fn skip_separator_hint(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.len() <= 6 && first.starts_with("sep=") => rest,
        _ => text,
    }
}

/// The separator that the first line has most of, outside of quotes.
fn guess_delimiter(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut tabs, mut in_quotes) = (0, 0, 0, false);
    for byte in text.bytes().take(16_384) {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b'\n' if !in_quotes => break,
            b',' if !in_quotes => commas += 1,
            b';' if !in_quotes => semicolons += 1,
            b'\t' if !in_quotes => tabs += 1,
            _ => {}
        }
    }
    if tabs > commas && tabs >= semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}
