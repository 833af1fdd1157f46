use leptos::prelude::*;

use super::{Column, Rows, Selection, head::HasMenu};
use crate::{i18n::t, ui::Icon};

/// What every row of one table shares.
#[derive(Clone)]
pub(super) struct RowFrame {
    pub(super) table: StoredValue<String>,
    pub(super) columns: Signal<Vec<Column>>,
    pub(super) rows: Rows,
    pub(super) selection: Option<Selection>,
    pub(super) has_menu: HasMenu,
    /// Position of the row that the tab key reaches.
    pub(super) active: RwSignal<usize>,
    pub(super) current: Signal<Option<String>>,
    pub(super) opens: Opens,
}

/// Whether pressing a row leads somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    Yes,
    No,
}

pub(super) fn row_element_id(table: &str, at: usize) -> String {
    format!("{table}-row-{at}")
}

/// One row. Presses and keys are handled by the body for all rows together.
pub(super) fn row_view(frame: &RowFrame, at: usize) -> impl IntoView + use<> {
    let RowFrame { table, columns, rows, selection, has_menu, active, current, opens } = frame.clone();
    let id = rows.id.run(at);
    let name = rows.name.run(at);
    let open = id.clone();
    let picked = id.clone();
    let is_current = move || current.read().as_deref() == Some(open.as_str());
    let cells = columns
        .get_untracked()
        .into_iter()
        .map(|column| {
            view! {
                <td role="gridcell" class=column.class() data-label=column.label>
                    {rows.cell.run((at, column.id))}
                </td>
            }
        })
        .collect_view();
    view! {
        <tr
            role="row"
            id=table.with_value(|table| row_element_id(table, at))
            class:opens=opens == Opens::Yes
            data-at=at.to_string()
            aria-rowindex=(at + 2).to_string()
            aria-selected=move || selection.map(|selection| if selection.contains(&picked) { "true" } else { "false" })
            aria-current=move || is_current().then_some("true")
            tabindex=move || if active.get() == at { "0" } else { "-1" }
        >
            {selection
                .map(|selection| {
                    view! {
                        <td role="gridcell" class="check-cell">
                            <label class="check-hit">
                                <input
                                    type="checkbox"
                                    tabindex="-1"
                                    data-pick=""
                                    aria-label=t().ui.select_row(&name)
                                    prop:checked=move || selection.contains(&id)
                                />
                            </label>
                        </td>
                    }
                })}
            {cells}
            {(has_menu == HasMenu::Yes)
                .then(|| {
                    view! {
                        <td role="gridcell" class="menu-cell">
                            <button type="button" class="icon-btn" tabindex="-1" data-menu="" aria-haspopup="menu" aria-label=t().ui.actions_for(&name)>
                                <Icon name="more" />
                            </button>
                        </td>
                    }
                })}
        </tr>
    }
}
