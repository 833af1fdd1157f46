//! Lists in the form: websites and custom fields, of which there may be any number.

use leptos::prelude::*;
use vault::item::{FieldKind, FormField, FormUri, UriMatch};

use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Checkbox, Choice, Field, IconButton, PasswordField, Select},
};

#[derive(Clone, Copy, PartialEq, Eq)]
struct UriRow {
    key: usize,
    from: Option<usize>,
    uri: RwSignal<String>,
    /// The protocol's number, or nothing.
    matching: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub(super) struct UriRows {
    rows: RwSignal<Vec<UriRow>>,
    next: StoredValue<usize>,
}

impl UriRows {
    pub(super) fn new(uris: &[FormUri]) -> Self {
        let row = |(key, uri): (usize, &FormUri)| UriRow {
            key,
            from: uri.from,
            uri: RwSignal::new(uri.uri.as_str().to_owned()),
            matching: RwSignal::new(uri.matching.map(|matching| u8::from(matching).to_string()).unwrap_or_default()),
        };
        let rows = uris.iter().enumerate().map(row).collect::<Vec<_>>();
        let next = rows.len();
        let rows = Self { rows: RwSignal::new(rows), next: StoredValue::new(next) };
        if next == 0 {
            rows.add();
        }
        rows
    }

    fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let row = UriRow { key, from: None, uri: RwSignal::new(String::new()), matching: RwSignal::new(String::new()) };
        self.rows.update(|rows| rows.push(row));
    }

    /// What was typed. Tracks.
    pub(super) fn typed(self) -> Vec<FormUri> {
        let typed = |row: &UriRow| FormUri {
            from: row.from,
            uri: row.uri.with(|uri| uri.trim().into()),
            matching: row.matching.with(|number| number.parse::<u8>().ok().map(UriMatch::from)),
        };
        self.rows.with(|rows| rows.iter().map(typed).filter(|row| !row.uri.is_empty()).collect())
    }
}

pub(super) fn uri_rows(uris: UriRows) -> AnyView {
    let words = &t().vault_item;
    let matches = || {
        let choice = |number: &str, word: &'static str| Choice::new(number, word);
        vec![
            choice("", words.match_default),
            choice("0", words.match_domain),
            choice("1", words.match_host),
            choice("2", words.match_starts),
            choice("3", words.match_exact),
            choice("4", words.match_pattern),
            choice("5", words.match_never),
        ]
    };
    let row_view = move |row: UriRow| {
        let number = move || uris.rows.with(|rows| rows.iter().position(|one| one.key == row.key)).map_or(0, |at| at + 1);
        let remove = move |()| uris.rows.update(|rows| rows.retain(|one| one.key != row.key));
        view! {
            <div class="form-row">
                <Field label=Signal::derive(move || words.uri_label(number())) value=row.uri optional=true />
                <Select label=words.uri_match value=row.matching choices=matches() />
                <IconButton icon="trash" label=Signal::derive(move || words.remove_uri(number())) on_press=remove />
            </div>
        }
    };
    view! {
        <div class="stack tight">
            <For each=move || uris.rows.get() key=|row| row.key let:row>
                {row_view(row)}
            </For>
            <div class="actions"><Button kind=ButtonKind::Quiet icon="plus" on_press=move |()| uris.add()>{words.add_uri}</Button></div>
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct FieldRow {
    key: usize,
    from: Option<usize>,
    /// The protocol's number.
    kind: RwSignal<String>,
    name: RwSignal<String>,
    value: RwSignal<String>,
    is_checked: RwSignal<bool>,
}

impl FieldRow {
    fn new(key: usize, field: &FormField) -> Self {
        Self {
            key,
            from: field.from,
            kind: RwSignal::new(u8::from(field.kind).to_string()),
            name: RwSignal::new(field.name.as_str().to_owned()),
            value: RwSignal::new(field.value.as_str().to_owned()),
            is_checked: RwSignal::new(field.value == "true"),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct FieldRows {
    rows: RwSignal<Vec<FieldRow>>,
    next: StoredValue<usize>,
}

impl FieldRows {
    pub(super) fn new(fields: &[FormField]) -> Self {
        let rows = fields.iter().enumerate().map(|(key, field)| FieldRow::new(key, field)).collect::<Vec<_>>();
        let next = rows.len();
        Self { rows: RwSignal::new(rows), next: StoredValue::new(next) }
    }

    fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let field = FormField { from: None, kind: FieldKind::Text, name: "".into(), value: "".into() };
        self.rows.update(|rows| rows.push(FieldRow::new(key, &field)));
    }

    /// What was typed. Tracks.
    pub(super) fn typed(self) -> Vec<FormField> {
        let typed = |row: &FieldRow| {
            let kind = row.kind.with(|number| number.parse::<u8>().map(FieldKind::from).unwrap_or_default());
            let value = match kind {
                FieldKind::Boolean => row.is_checked.get().to_string().into(),
                _ => row.value.with(|value| value.as_str().into()),
            };
            FormField { from: row.from, kind, name: row.name.with(|name| name.as_str().into()), value }
        };
        self.rows.with(|rows| rows.iter().map(typed).collect())
    }
}

pub(super) fn field_rows(fields: FieldRows) -> AnyView {
    let words = &t().vault_item;
    let row_view = move |row: FieldRow| {
        let number = move || fields.rows.with(|rows| rows.iter().position(|one| one.key == row.key)).map_or(0, |at| at + 1);
        let label = move |word: fn(usize) -> String| Signal::derive(move || word(number()));
        let remove = move |()| fields.rows.update(|rows| rows.retain(|one| one.key != row.key));
        // A field that is filled from another one, or of a kind that came later, stays what it is.
        let is_fixed = row.kind.with_untracked(|kind| !matches!(kind.as_str(), "0" | "1" | "2"));
        let kinds = move || {
            if is_fixed {
                let kind = row.kind.get_untracked();
                let word = if kind == "3" { words.field_linked } else { words.field_other };
                return vec![Choice::new(kind, word)];
            }
            vec![Choice::new("0", words.field_text), Choice::new("1", words.field_hidden), Choice::new("2", words.field_checkbox)]
        };
        let value = move || match row.kind.read().as_str() {
            "0" => view! { <Field label=label(words.field_value) value=row.value optional=true /> }.into_any(),
            "1" => view! { <PasswordField label=label(words.field_value) value=row.value autocomplete="off" /> }.into_any(),
            "2" => view! { <Checkbox label=label(words.field_value) checked=row.is_checked /> }.into_any(),
            _ => ().into_any(),
        };
        view! {
            <div class="form-row">
                <Field label=label(words.field_name) value=row.name optional=true />
                <Select label=label(words.field_kind) value=row.kind choices=kinds() />
                <IconButton icon="trash" label=label(words.remove_field) on_press=remove />
                <div class="form-row-rest">{value}</div>
            </div>
        }
    };
    view! {
        <fieldset class="stack tight">
            <legend>{words.fields}</legend>
            <For each=move || fields.rows.get() key=|row| row.key let:row>
                {row_view(row)}
            </For>
            <div class="actions"><Button kind=ButtonKind::Quiet icon="plus" on_press=move |()| fields.add()>{words.add_field}</Button></div>
        </fieldset>
    }
    .into_any()
}
