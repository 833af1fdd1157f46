use super::{
    ImportError, Reason, Target,
    draft::Draft,
    run::Run,
    spill,
    text::{Row, Table, normalize},
};

/// How the rows of a product's table become items.
pub(crate) struct Spec {
    /// The columns that the product writes. Others become custom fields.
    pub(crate) columns: &'static [(&'static str, Target)],
    /// Gets each cell first, with its normalized column name; true: taken.
    pub(crate) special: fn(&mut Draft, &str, &str) -> bool,
    /// Gets each row when its cells are in place.
    pub(crate) finish: fn(&mut Draft),
}

impl Spec {
    /// A table that the columns alone describe.
    pub(crate) const fn of(columns: &'static [(&'static str, Target)]) -> Self {
        Self { columns, special: |_, _, _| false, finish: |_| {} }
    }

    /// What the columns of a table hold.
    fn targets(&self, table: &Table) -> Vec<Target> {
        let named: Vec<(String, Target)> = self.columns.iter().map(|(name, target)| (normalize(name), *target)).collect();
        let target = |header: &String| named.iter().find(|(name, _)| name == header).map_or(Target::Field, |(_, target)| *target);
        table.headers().iter().map(target).collect()
    }

    /// Reads all rows below the header.
    pub(crate) fn read(&self, run: &mut Run<'_>, table: &Table) -> Result<(), ImportError> {
        let targets = self.targets(table);
        for (row, cells) in table.body() {
            let mut draft = Draft::new(row);
            fill(&mut draft, table, cells, &targets, self.special);
            (self.finish)(&mut draft);
            run.keep(draft)?;
        }
        note_cut_off(run, table);
        Ok(())
    }
}

/// Reads all rows below the header by targets for each column.
pub(crate) fn read_mapped(run: &mut Run<'_>, table: &Table, targets: &[Target]) -> Result<(), ImportError> {
    for (row, cells) in table.body() {
        let mut draft = Draft::new(row);
        fill(&mut draft, table, cells, targets, |_, _, _| false);
        run.keep(draft)?;
    }
    note_cut_off(run, table);
    Ok(())
}

/// Says so when the table ends within quotes.
pub(crate) fn note_cut_off(run: &mut Run<'_>, table: &Table) {
    if table.is_cut_off() {
        run.report.problem(table.len(), Reason::CutOff);
    }
}

fn fill(draft: &mut Draft, table: &Table, cells: &Row, targets: &[Target], special: fn(&mut Draft, &str, &str) -> bool) {
    for (index, cell) in cells.iter().enumerate() {
        if cell.is_empty() {
            continue;
        }
        let header = table.headers().get(index).map_or("", String::as_str);
        if special(draft, header, cell) {
            continue;
        }
        let target = targets.get(index).copied().unwrap_or(Target::Field);
        match table.raw_headers().and_then(|headers| headers.get(index)).map(str::trim).filter(|label| !label.is_empty()) {
            Some(label) => draft.set(target, &spill::words(label), cell),
            None => draft.set(target, &column_name(index), cell),
        }
    }
}

/// What a column without a name is called.
pub(super) fn column_name(index: usize) -> String {
    format!("Column {}", index + 1)
}
