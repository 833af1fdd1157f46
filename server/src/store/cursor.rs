//! Cursors of keyset paging: the last row's sort values, bound to the list they belong to.

use super::StoreError;
use crate::model::page::{Cursor, PAGE_ROWS, PAGE_ROWS_MAX, Page};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// A cursor that was altered, or belongs to another list or filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

/// Makes the cursor that continues `list` after a row with those `values`. `list` names the list, its filter and its order.
pub fn make(list: &impl Serialize, values: &impl Serialize) -> Result<Cursor, StoreError> {
    let values = serde_json::to_vec(values).map_err(|_| StoreError::Column("cursor"))?;
    let mut bytes = tag(list)?.to_vec();
    bytes.extend_from_slice(&values);
    Ok(Cursor(URL_SAFE_NO_PAD.encode(bytes)))
}

/// The values of a cursor that `make` made for the same list.
pub fn parse<V: DeserializeOwned>(list: &impl Serialize, cursor: &Cursor) -> Result<V, BadCursor> {
    let bytes = URL_SAFE_NO_PAD.decode(&cursor.0).map_err(|_| BadCursor)?;
    let (found, values) = bytes.split_at_checked(TAG).ok_or(BadCursor)?;
    if found != tag(list).map_err(|_| BadCursor)? {
        return Err(BadCursor);
    }
    // No row has a zero in it, and PostgreSQL takes none in a text.
    if values.windows(NUL.len()).any(|bytes| bytes == NUL) {
        return Err(BadCursor);
    }
    serde_json::from_slice(values).map_err(|_| BadCursor)
}

/// Rows of a page: what was asked for, within bounds.
pub fn page_rows(asked: Option<u32>) -> u32 {
    asked.unwrap_or(PAGE_ROWS).clamp(1, PAGE_ROWS_MAX)
}

/// Makes a page of rows that were read with a limit of `rows + 1`.
pub fn page<T>(mut found: Vec<T>, rows: u32, cursor: impl FnOnce(&T) -> Result<Cursor, StoreError>) -> Result<Page<T>, StoreError> {
    let rows = rows as usize;
    let more = found.len() > rows;
    found.truncate(rows);
    let next = if more { found.last().map(cursor).transpose()? } else { None };
    Ok(Page { rows: found, next })
}

const TAG: usize = 8;
const NUL: &[u8] = br"\u0000";

fn tag(list: &impl Serialize) -> Result<[u8; TAG], StoreError> {
    let text = serde_json::to_vec(list).map_err(|_| StoreError::Column("cursor"))?;
    Sha256::digest(text).first_chunk::<TAG>().copied().ok_or(StoreError::Column("cursor"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_list_alone() {
        let cursor = make(&("clients", "name"), &("Hartwell", 7)).expect("serializable");
        assert_eq!(parse::<(String, i64)>(&("clients", "name"), &cursor), Ok(("Hartwell".to_owned(), 7)));
        assert_eq!(parse::<(String, i64)>(&("clients", "seats"), &cursor), Err(BadCursor));
        assert_eq!(parse::<(String, i64)>(&("clients", "name"), &Cursor("zzz".to_owned())), Err(BadCursor));
        let with_zero = make(&("clients", "name"), &("Hart\0well", 7)).expect("serializable");
        assert_eq!(parse::<(String, i64)>(&("clients", "name"), &with_zero), Err(BadCursor));
    }

    #[test]
    fn only_a_full_page_has_a_next_one() {
        let end = page(vec![1, 2], 2, |_| Ok(Cursor("x".to_owned()))).expect("page");
        assert_eq!((end.rows.len(), end.next), (2, None));
        let more = page(vec![1, 2, 3], 2, |last| Ok(Cursor(last.to_string()))).expect("page");
        assert_eq!((more.rows.len(), more.next), (2, Some(Cursor("2".to_owned()))));
    }
}
