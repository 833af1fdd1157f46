//! CSV that opens well and safely in a spreadsheet.

use super::{Error, Result};
use crate::model::{error::ErrorCode, time::Micros};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit},
    time::timeout,
};
use uuid::Uuid;

/// Files that are made at once: each keeps the database busy for a while, and all others share the few connections
/// that are left.
const AT_ONCE: usize = 4;
/// Files of one provider or organization that are made at once.
const AT_ONCE_OF_ONE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);
static PERMITS: Semaphore = Semaphore::const_new(AT_ONCE);
static PERMITS_OF_ONE: Mutex<BTreeMap<Uuid, Weak<Semaphore>>> = Mutex::new(BTreeMap::new());

/// The right to make a file, until it is dropped.
pub struct Turn {
    _of_one: OwnedSemaphorePermit,
    _of_all: SemaphorePermit<'static>,
}

/// Waits for the turn of a provider or an organization to make a file.
pub async fn turn(of: Uuid) -> Result<Turn> {
    let permits = permits_of(of);
    let turn = async {
        // Who waits for its own files takes no place of others.
        let of_one = permits.acquire_owned().await.ok()?;
        Some(Turn { _of_one: of_one, _of_all: PERMITS.acquire().await.ok()? })
    };
    match timeout(PATIENCE, turn).await {
        Ok(Some(turn)) => Ok(turn),
        _ => Err(Error::refused(ErrorCode::Unavailable, "Other files are being made right now. Try again in a moment.")),
    }
}

fn permits_of(one: Uuid) -> Arc<Semaphore> {
    let mut all = PERMITS_OF_ONE.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|_, permits| permits.strong_count() > 0);
    if let Some(permits) = all.get(&one).and_then(Weak::upgrade) {
        return permits;
    }
    let permits = Arc::new(Semaphore::new(AT_ONCE_OF_ONE));
    all.insert(one, Arc::downgrade(&permits));
    permits
}

/// The most rows of a file, which is made in memory.
const MAX_ROWS: usize = 100_000;

/// Writes a table: a line of headings, then the rows.
pub struct Table {
    text: String,
    room: usize,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: &[&str]) -> Self {
        let mut table = Self { text: String::new(), room: MAX_ROWS };
        table.line(headings);
        table
    }

    /// Appends a row. A file that left rows out would look complete, so there is an error for the first one too many.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<()> {
        self.room = self.room.checked_sub(1).ok_or_else(|| {
            Error::refused(
                ErrorCode::Invalid,
                "This is more than the 100,000 rows that fit in one file. Choose a shorter period or another filter, and make several files.",
            )
        })?;
        self.line(cells);
        Ok(())
    }

    fn line<T: AsRef<str>>(&mut self, cells: &[T]) {
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
        assert!(table.row(&cells).is_ok());
        let text = table.finish();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read = reader.records().next().map(|row| row.map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(read.and_then(std::result::Result::ok), Some(cells.map(str::to_owned).to_vec()));
    }

    #[test]
    fn one_row_too_many_is_refused_instead_of_left_out() {
        let mut table = Table { room: 2, ..Table::new(&["Name"]) };
        assert!(table.row(&["a"]).is_ok() && table.row(&["b"]).is_ok());
        assert!(table.row(&["c"]).is_err_and(|error| error.to_string().contains("shorter period")));
    }

    #[test]
    fn a_provider_waits_for_its_own_files_and_not_for_those_of_another() {
        let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
        let take = |of| permits_of(of).try_acquire_owned().ok();
        let kept = [take(one), take(one)];
        assert!(kept.iter().all(Option::is_some));
        assert!(take(one).is_none(), "a third at once");
        assert!(take(other).is_some());
        drop(kept);
        assert!(take(one).is_some());
    }

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(utc(Micros(0)), "1970-01-01 00:00:00");
        assert_eq!(utc(Micros(951_827_696 * Micros::SECOND)), "2000-02-29 12:34:56");
        assert_eq!(utc(Micros(1_767_225_599_999_999)), "2025-12-31 23:59:59");
        assert_eq!(utc(Micros(-1)), "1969-12-31 23:59:59");
    }
}
