use leptos::prelude::*;

use crate::{
    i18n::t,
    ui::{Checkbox, Column, Popover},
};

const STORED: &str = "castellan.clients.hidden";

/// Columns that the person has put away, kept in this browser.
#[derive(Clone, Copy)]
pub(super) struct ColumnChoice(RwSignal<Vec<String>>);

impl ColumnChoice {
    pub(super) fn restore() -> Self {
        let stored = window().local_storage().ok().flatten().and_then(|store| store.get_item(STORED).ok().flatten()).unwrap_or_default();
        Self(RwSignal::new(stored.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()))
    }

    pub(super) fn columns(self) -> Vec<Column> {
        all().into_iter().filter(|column| !self.0.read().iter().any(|hidden| hidden == column.id())).collect()
    }

    fn set(self, column: &str, shown: bool) {
        self.0.update(|hidden| {
            hidden.retain(|id| id != column);
            if !shown {
                hidden.push(column.to_owned());
            }
        });
        if let Ok(Some(store)) = window().local_storage() {
            // A full or forbidden store only means that the browser forgets.
            let _ = store.set_item(STORED, &self.0.read_untracked().join(","));
        }
    }

    /// The button and its panel.
    pub(super) fn view(self) -> AnyView {
        let boxes = move || {
            all()
                .into_iter()
                .skip(1)
                .zip(labels().into_iter().skip(1))
                .map(|(column, label)| {
                    let id = column.id();
                    let shown = RwSignal::new(!self.0.read_untracked().iter().any(|hidden| hidden == id));
                    view! { <Checkbox label=label checked=shown on_change=move |on| self.set(id, on) /> }
                })
                .collect_view()
        };
        view! { <Popover label=t().portal_clients.columns icon="columns">{boxes()}</Popover> }.into_any()
    }
}

fn labels() -> [&'static str; 6] {
    let texts = &t().portal_clients;
    [texts.client, texts.status, texts.seats, texts.attention, texts.plan, texts.last_activity]
}

fn all() -> Vec<Column> {
    let texts = &t().portal_clients;
    vec![
        Column::new("client", texts.client).sortable().fits(),
        Column::new("status", texts.status).sortable().fits(),
        Column::new("seats", texts.seats).sortable().fits(),
        Column::new("attention", texts.attention).sortable().fits(),
        Column::new("plan", texts.plan).sortable().minor().fits(),
        Column::new("activity", texts.last_activity).sortable().minor().fits(),
    ]
}
