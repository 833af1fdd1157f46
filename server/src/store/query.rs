use super::Value;
use std::fmt::Write as _;

/// A statement and its parameters. The text is put together from literals only; whatever comes from outside is a parameter.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) text: Text,
    pub(super) values: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(super) enum Text {
    Literal(&'static str),
    Built(String),
}

/// Starts a statement. Parameters are `$1`, `$2`, … on both engines.
pub fn sql(text: &'static str) -> Query {
    Query { text: Text::Literal(text), values: Vec::new() }
}

impl Query {
    /// Gives the next parameter its value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Appends a literal.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.built().push_str(text);
        self
    }

    /// Appends the place of a new parameter, and its value.
    pub fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let place = self.values.len();
        // Writing into a text cannot fail.
        let _ = write!(self.built(), "${place}");
        self
    }

    /// Appends the places of new parameters with commas between them, and their values.
    pub fn push_list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.push_bind(value);
        }
        self
    }

    pub(super) fn text(&self) -> &str {
        match &self.text {
            Text::Literal(text) => text,
            Text::Built(text) => text,
        }
    }

    fn built(&mut self) -> &mut String {
        if let Text::Literal(text) = self.text {
            self.text = Text::Built(text.to_owned());
        }
        match &mut self.text {
            Text::Built(text) => text,
            // Made `Built` above.
            Text::Literal(_) => unreachable!("a literal was just replaced"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_in_the_order_of_the_values() {
        let mut query = sql("SELECT 1 WHERE a = $1").bind(1_i64);
        query.push(" AND b IN (").push_list(["x", "y"]).push(")");
        assert!(matches!(&query.text, Text::Built(text) if text == "SELECT 1 WHERE a = $1 AND b IN ($2, $3)"));
        assert_eq!(query.values.len(), 3);
    }
}
