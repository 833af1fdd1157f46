/// One column. Its id is what the cells are asked for and what the server sorts by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub(super) id: &'static str,
    pub(super) label: String,
    pub(super) sortable: bool,
    classes: &'static [&'static str],
    numeric: bool,
    fits: bool,
}

impl Column {
    pub fn new(id: &'static str, label: impl Into<String>) -> Self {
        Self { id, label: label.into(), sortable: false, classes: &[], numeric: false, fits: false }
    }

    /// The heading becomes a button.
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Hidden where the table is narrower than about 900 px.
    pub fn minor(mut self) -> Self {
        self.classes = &["minor"];
        self
    }

    /// Numbers stand at the right side.
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// Nothing in it is ever wider than a cell may be, or it cuts itself off: the table need not.
    pub fn fits(mut self) -> Self {
        self.fits = true;
        self
    }

    pub fn id(&self) -> &'static str {
        self.id
    }

    pub(super) fn class(&self) -> String {
        let mut class = self.classes.join(" ");
        if self.numeric {
            class.push_str(" numeric");
        }
        if self.fits {
            class.push_str(" fits");
        }
        class
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// Which column the rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: String,
    pub direction: Direction,
}

impl Sort {
    pub fn ascending(column: impl Into<String>) -> Self {
        Self { column: column.into(), direction: Direction::Ascending }
    }

    pub fn descending(column: impl Into<String>) -> Self {
        Self { column: column.into(), direction: Direction::Descending }
    }

    /// The form for a URL: the column, with a minus before it when descending.
    pub fn to_param(&self) -> String {
        match self.direction {
            Direction::Ascending => self.column.clone(),
            Direction::Descending => format!("-{}", self.column),
        }
    }

    pub fn parse(param: &str) -> Option<Self> {
        let (direction, column) = match param.strip_prefix('-') {
            Some(column) => (Direction::Descending, column),
            None => (Direction::Ascending, param),
        };
        (!column.is_empty()).then(|| Self { column: column.to_owned(), direction })
    }

    /// What pressing the heading of a column asks for: ascending first, then the other way round.
    pub(super) fn pressed(current: Option<&Self>, column: &str) -> Self {
        match current {
            Some(sort) if sort.column == column && sort.direction == Direction::Ascending => Self::descending(column),
            _ => Self::ascending(column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn a_sort_survives_the_url() {
        for sort in [Sort::ascending("name"), Sort::descending("seats")] {
            assert_eq!(Sort::parse(&sort.to_param()), Some(sort));
        }
        assert_eq!(Sort::parse(""), None);
        assert_eq!(Sort::parse("-"), None);
    }

    #[test]
    fn pressing_a_heading_twice_turns_the_order_round() {
        let first = Sort::pressed(None, "name");
        assert_eq!(first, Sort::ascending("name"));
        let second = Sort::pressed(Some(&first), "name");
        assert_eq!(second, Sort::descending("name"));
        assert_eq!(Sort::pressed(Some(&second), "name"), first);
        assert_eq!(Sort::pressed(Some(&second), "seats"), Sort::ascending("seats"));
    }
}
