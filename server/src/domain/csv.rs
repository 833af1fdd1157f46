//! CSV that opens well and safely in a spreadsheet.

use super::Error;
use crate::model::{error::ErrorCode, time::Micros};
use jiff::Timestamp;
use std::time::Duration;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

const AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);
static PERMITS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Waits for its turn to make a file. Only two are made at once: each keeps the database busy for a while, and all
/// others share the few connections that are left.
pub async fn turn() -> super::Result<SemaphorePermit<'static>> {
    match timeout(PATIENCE, PERMITS.acquire()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Error::refused(ErrorCode::Unavailable, "Other files are being made right now. Try again in a moment.")),
    }
}

/// Writes a table: a line of headings, then the rows.
pub struct Table {
    text: String,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(headings);
        table
    }

    /// Appends a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        for (index, text) in cells.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.cell(text.as_ref());
        }
        self.text.push_str("\r\n");
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }

    fn cell(&mut self, text: &str) {
        let text = guarded(text);
        if text.contains([',', '"', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&text);
        }
    }
}

/// The text with an apostrophe where a spreadsheet would see the beginning of a formula: at its own beginning, and behind
/// a semicolon, which is what separates cells for spreadsheets in much of Europe, within quotes or not.
fn guarded(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for character in text.chars() {
        if begins && matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n') {
            guarded.push('\'');
        }
        begins = character == ';' || (begins && character == ' ');
        guarded.push(character);
    }
    guarded
}

/// A moment as `2026-01-31 12:00:00` in UTC. Empty for one outside the years that are known.
pub fn utc(at: Micros) -> String {
    Timestamp::from_microsecond(at.0).map(|moment| moment.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> String {
        Table::new(cells).finish()
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run_get_an_apostrophe() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(line(&[text]), format!("'{text}\r\n"));
        }
        assert_eq!(line(&["\r=1"]), "\"'\r=1\"\r\n");
        assert_eq!(line(&["=1,\"2\""]), "\"'=1,\"\"2\"\"\"\r\n");
        assert_eq!(line(&["a=1", ""]), "a=1,\r\n");
        assert_eq!(line(&["\n=1"]), "\"'\n=1\"\r\n");
        assert_eq!(line(&["＝1+1"]), "'＝1+1\r\n");
    }

    #[test]
    fn a_semicolon_begins_no_formula() {
        assert_eq!(line(&["Ben;=cmd|' /C calc'!A1;x"]), "Ben;'=cmd|' /C calc'!A1;x\r\n");
        assert_eq!(line(&["a; @SUM(A1)"]), "a; '@SUM(A1)\r\n");
        assert_eq!(line(&["name from A to B; role: none"]), "name from A to B; role: none\r\n");
    }

    #[test]
    fn what_is_written_is_read_back_by_another_reader() {
        let cells = ["plain", "a,b", "say \"no\"", "two\r\nlines", "", "ü ", "'quoted'"];
        let mut table = Table::new(&["1", "2", "3", "4", "5", "6", "7"]);
        table.row(&cells);
        let text = table.finish();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read = reader.records().next().map(|row| row.map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(read.and_then(Result::ok), Some(cells.map(str::to_owned).to_vec()));
    }

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(utc(Micros(0)), "1970-01-01 00:00:00");
        assert_eq!(utc(Micros(951_827_696 * Micros::SECOND)), "2000-02-29 12:34:56");
        assert_eq!(utc(Micros(1_767_225_599_999_999)), "2025-12-31 23:59:59");
        assert_eq!(utc(Micros(-1)), "1969-12-31 23:59:59");
    }
}
