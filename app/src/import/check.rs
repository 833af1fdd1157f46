use leptos::prelude::*;

use super::{
    mapping::Mapping,
    rows::{RowList, columns},
    wizard::Wizard,
};
use crate::{
    i18n::t,
    search_field::{Search, search_field},
    ui::{Button, EmptyState, Table},
};

/// The second step: what is in the file, and what of it goes.
#[component]
pub fn CheckStep(
    wizard: Wizard,
    /// Beside the items: what the file has, where it goes, and the button that sends it.
    children: Children,
) -> impl IntoView {
    let list = RowList::new(wizard);
    let table = move || wizard.summary.get().and_then(|summary| summary.table.clone()).map(|table| view! { <Mapping wizard=wizard table=table /> });
    let has_items = Memo::new(move |_| wizard.summary.with(|summary| summary.as_ref().is_some_and(|summary| summary.items > 0)));
    let clear = move |()| list.search.set(String::new());
    let empty = move || {
        view! {
            <EmptyState title=t().ui.no_match text=t().imports.no_match_text.to_owned()>
                <Button on_press=clear>{t().ui.clear_filter}</Button>
            </EmptyState>
        }
        .into_any()
    };
    let rows = list.table_rows();
    view! {
        <div class="split">
            <div class="stack">
                {table}
                {move || {
                    has_items
                        .get()
                        .then(|| {
                            view! {
                                <div class="import-rows">
                                    <div class="tools">
                                        {filter_field(list)}
                                        <span class="muted" aria-live="polite">{move || chosen_text(wizard)}</span>
                                    </div>
                                    <Table
                                        label=t().imports.rows_label
                                        columns=columns()
                                        rows=rows
                                        state=Signal::from(list.state)
                                        total=Signal::derive(move || Some(list.total()))
                                        selection=wizard.selection
                                        on_end=move |()| list.load_more()
                                        on_retry=move |()| list.load()
                                        empty=empty
                                    />
                                </div>
                            }
                        })
                }}
            </div>
            {children()}
        </div>
    }
}

fn chosen_text(wizard: Wizard) -> String {
    let all = wizard.summary.with(|summary| summary.as_ref().map_or(0, |summary| summary.items));
    t().imports.chosen_of(wizard.selection.count(), all)
}

fn filter_field(list: RowList) -> AnyView {
    search_field(Search {
        id: "import-filter",
        label: t().imports.rows_search,
        placeholder: t().imports.rows_search,
        value: list.search.into(),
        on_typed: Callback::new(move |text| list.search.set(text)),
    })
}
