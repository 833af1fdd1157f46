/// What an import may cost. A file beyond is refused before it is built up in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Items.
    pub rows: usize,
    /// Cells of a row.
    pub columns: usize,
    /// Nested JSON values or XML elements.
    pub depth: usize,
    /// JSON values, XML elements or cells.
    pub values: usize,
    /// Files in an archive.
    pub entries: usize,
    /// How many times its own size an archive may inflate to.
    pub ratio: u64,
    /// Bytes that an archive may inflate to.
    pub inflated: u64,
    /// Bytes of one text of an item. Encrypted it stays below the 10,000 characters that servers accept.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 64 << 20, rows: 40_000, columns: 512, depth: 64, values: 4_000_000, entries: 1_000, ratio: 100, inflated: 256 << 20, text: 7_400 }
    }
}
