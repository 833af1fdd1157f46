use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Column;
use crate::{
    i18n::t,
    ui::{Checkbox, Popover},
};

/// Chooses which columns a table shows. The first one names the row and stays.
///
/// The page keeps `hidden`, for example in the URL, and hands [`visible_columns`] to the table.
#[component]
pub fn ColumnPicker(columns: StoredValue<Vec<Column>>, hidden: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let boxes = move || {
        let lines = columns.get_value().into_iter().skip(1).map(|column| {
            let id = column.id();
            let shown = RwSignal::new(!hidden.read_untracked().contains(id));
            let change = move |show: bool| {
                hidden.update(|hidden| {
                    if show {
                        hidden.remove(id);
                    } else {
                        hidden.insert(id.to_owned());
                    }
                });
            };
            view! { <Checkbox label=column.label checked=shown on_change=change /> }
        });
        lines.collect_view()
    };
    view! {
        <Popover label=t().ui.columns icon="columns">
            {boxes()}
        </Popover>
    }
}

/// The columns that are not hidden.
pub fn visible_columns(columns: StoredValue<Vec<Column>>, hidden: RwSignal<BTreeSet<String>>) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let hidden = hidden.read();
        columns.with_value(|columns| {
            columns.iter().enumerate().filter(|(at, column)| *at == 0 || !hidden.contains(column.id())).map(|(_, column)| column.clone()).collect()
        })
    })
}
