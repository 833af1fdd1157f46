//! The query string of the page: search, filter, order, open drawer.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
    params::ParamsMap,
};

/// Whether the back button leads to the view as it was before the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A view of its own.
    Push,
    /// The same view, told more exactly: each letter of a search, for instance.
    Replace,
}

type Go = Box<dyn Fn(&str, NavigateOptions)>;

/// Reads and changes the query string of the present page.
#[derive(Clone, Copy)]
pub struct Address {
    query: Memo<ParamsMap>,
    path: Memo<String>,
    go: StoredValue<Go, LocalStorage>,
}

impl Address {
    /// Of the page that is being built.
    pub fn of_page() -> Self {
        Self { query: use_query_map(), path: use_location().pathname, go: StoredValue::new_local(Box::new(use_navigate())) }
    }

    /// The value of a parameter; empty without it. Tracks changes.
    pub fn get(self, name: &str) -> String {
        self.query.with(|query| query.get(name).unwrap_or_default())
    }

    /// The value of a parameter, read by its own parser. Tracks changes.
    pub fn parse<T: std::str::FromStr>(self, name: &str) -> Option<T> {
        self.query.with(|query| query.get_str(name)?.parse().ok())
    }

    /// Sets parameters and leaves the others as they are. An empty value takes the parameter away.
    pub fn change(self, step: Step, values: &[(&'static str, &str)]) {
        let mut query = self.query.get_untracked();
        for (name, value) in values {
            query.remove(name);
            if !value.is_empty() {
                query.insert(*name, (*value).to_owned());
            }
        }
        let address = format!("{}{}", self.path.get_untracked(), query.to_query_string());
        let options = NavigateOptions { replace: step == Step::Replace, scroll: false, ..NavigateOptions::default() };
        self.go.with_value(|go| go(&address, options));
    }
}
