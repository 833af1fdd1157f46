use leptos::{prelude::*, task::spawn_local};
use worker::{Failure, ImportAnswer, ImportCall, RowView};

use super::{
    ask::ask_import,
    file::read_again,
    wizard::Wizard,
    words::{key_text, kind_name},
};
use crate::{
    i18n::t,
    session::KeyError,
    ui::{Badge, Column, LoadState, Rows, Tone},
};

/// So many rows come from the worker at once.
const PAGE: u32 = 200;

/// The items of the file that have the searched text in them, as far as they are loaded.
/// What is searched stays out of the address: it may be the name of a secret.
#[derive(Clone, Copy)]
pub struct RowList {
    wizard: Wizard,
    pub search: RwSignal<String>,
    pub rows: RwSignal<Vec<RowView>>,
    pub state: RwSignal<LoadState>,
    /// Positions of all that fit, loaded or not.
    matching: RwSignal<Vec<u32>>,
    /// Number of the last question: an answer that a newer one has overtaken is dropped.
    asked: RwSignal<u32>,
}

impl RowList {
    pub fn new(wizard: Wizard) -> Self {
        let list = Self {
            wizard,
            search: RwSignal::new(String::new()),
            rows: RwSignal::new(Vec::new()),
            state: RwSignal::new(LoadState::Loading),
            matching: RwSignal::new(Vec::new()),
            asked: RwSignal::new(0),
        };
        Effect::new(move |_| {
            list.search.track();
            wizard.summary.track();
            list.load();
        });
        list
    }

    /// Loads the first rows.
    pub fn load(self) {
        self.state.set(if self.rows.with_untracked(Vec::is_empty) { LoadState::Loading } else { LoadState::Refreshing });
        self.ask(0, |rows, more| *rows = more);
    }

    /// Loads the rows after the last one.
    pub fn load_more(self) {
        let loaded = self.rows.with_untracked(Vec::len);
        if loaded < self.matching.with_untracked(Vec::len) {
            self.state.set(LoadState::LoadingMore);
            self.ask(u32::try_from(loaded).unwrap_or(u32::MAX), Vec::extend);
        }
    }

    fn ask(self, from: u32, put: fn(&mut Vec<RowView>, Vec<RowView>)) {
        let number = self.asked.get_untracked().wrapping_add(1);
        self.asked.set(number);
        let search = self.search.get_untracked();
        spawn_local(async move {
            let answer = self.fetch(ImportCall::Rows { search, from, count: PAGE }).await;
            // The signals are gone when the person has left meanwhile.
            if self.asked.try_get_untracked() != Some(number) {
                return;
            }
            match answer {
                Ok(ImportAnswer::Rows { rows, matching }) => {
                    if let Some(matching) = matching {
                        self.matching.set(matching);
                    }
                    self.state.set(LoadState::Ready);
                    self.rows.update(|present| put(present, rows));
                }
                Ok(_) => self.state.set(LoadState::Failed(key_text(KeyError::Gone))),
                Err(error) => self.state.set(LoadState::Failed(key_text(error))),
            }
        });
    }

    /// The file went with the keys when they were locked: then it is read again first.
    async fn fetch(self, call: ImportCall) -> Result<ImportAnswer, KeyError> {
        match ask_import(call.clone()).await {
            Err(KeyError::Failed(Failure::NoFile)) => {
                let source = self.wizard.source.try_get_untracked().flatten().ok_or(KeyError::Gone)?;
                read_again(&source, self.wizard.reading()).await.map_err(|_| KeyError::Failed(Failure::NoFile))?;
                ask_import(call).await
            }
            answer => answer,
        }
    }

    /// How many fit.
    pub fn total(self) -> u64 {
        self.matching.with(Vec::len) as u64
    }

    pub fn table_rows(self) -> Rows {
        let all = Memo::new(move |_| self.matching.with(|matching| matching.iter().map(u32::to_string).collect::<Vec<_>>()));
        let here = self.wizard.here;
        let cells = move |row: &RowView, column: &'static str| cell(row, column, here.with_untracked(|here| here.contains(&row.at)));
        Rows::new(self.rows, |row: &RowView| row.at.to_string(), name_of, cells).of_all(all)
    }
}

fn name_of(row: &RowView) -> String {
    let name = row.face.name.as_str();
    if name.is_empty() { t().imports.unnamed.to_owned() } else { name.to_owned() }
}

pub fn columns() -> Vec<Column> {
    let words = &t().imports;
    vec![
        Column::new("name", words.column_name),
        Column::new("username", words.column_username),
        Column::new("site", words.column_site),
        Column::new("kind", words.column_kind),
        Column::new("result", words.column_result),
    ]
}

fn cell(row: &RowView, column: &'static str, is_here: bool) -> AnyView {
    match column {
        "name" => view! { <b>{name_of(row)}</b> }.into_any(),
        "username" => quiet(row.face.username.as_str()),
        "site" => quiet(row.face.site.as_str()),
        "kind" => kind_name(row.face.kind).into_any(),
        _ if row.twice => view! { <Badge tone=Tone::Warn>{t().imports.result_twice}</Badge> }.into_any(),
        _ if is_here => view! { <Badge tone=Tone::Warn>{t().imports.review_here}</Badge> }.into_any(),
        _ => view! { <Badge tone=Tone::Good>{t().imports.result_new}</Badge> }.into_any(),
    }
}

pub fn quiet(text: &str) -> AnyView {
    view! { <span class="quiet">{text.to_owned()}</span> }.into_any()
}
