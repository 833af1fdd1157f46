use csv::StringRecord;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A row of a table: its cells in one piece. Wiped when dropped, which the reader's own rows are not.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Row {
    text: String,
    ends: Vec<usize>,
}

impl Row {
    pub(super) fn new(record: &StringRecord) -> Self {
        let ends = (0..record.len()).filter_map(|index| record.range(index)).map(|range| range.end).collect();
        Self { text: record.as_slice().to_owned(), ends }
    }

    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// One cell.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end)
    }

    /// All cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_where_they_were() {
        let row = Row::new(&StringRecord::from(vec!["a", "", "ö,\n", ""]));
        assert_eq!(row.iter().collect::<Vec<_>>(), ["a", "", "ö,\n", ""]);
        assert_eq!((row.len(), row.get(2), row.get(4)), (4, Some("ö,\n"), None));
    }
}
