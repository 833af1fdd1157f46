use leptos::prelude::*;

use super::{Column, Direction, Rows, Selection, Sort};
use crate::{i18n::t, ui::Icon};

/// The row of headings: select all, a button per sortable column, room for the menus.
pub(super) fn head_view(
    columns: Signal<Vec<Column>>,
    rows: Rows,
    selection: Option<Selection>,
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
    has_menu: HasMenu,
) -> impl IntoView {
    let headings = move || {
        columns
            .get()
            .into_iter()
            .map(|column| match on_sort {
                Some(on_sort) if column.sortable => sortable(column, sort, on_sort),
                _ => {
                    let class = column.class();
                    view! { <th role="columnheader" scope="col" class=class>{column.label}</th> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <tr role="row">
            {selection.map(|selection| select_all(rows, selection))}
            {headings}
            {(has_menu == HasMenu::Yes)
                .then(|| view! { <th role="columnheader" scope="col" class="menu-cell"><span class="sr-only">{t().ui.actions}</span></th> })}
        </tr>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HasMenu {
    Yes,
    No,
}

fn select_all(rows: Rows, selection: Selection) -> impl IntoView {
    let state = Memo::new(move |_| {
        // Spares looking at each of thousands of rows in the usual case.
        if selection.count() == 0 {
            return (false, false);
        }
        let ids = rows.ids();
        let all = ids.len();
        let picked = ids.iter().filter(|id| selection.contains(id)).count();
        (picked > 0 && picked < all, all > 0 && picked == all)
    });
    view! {
        <th role="columnheader" scope="col" class="check-cell">
            <label class="check-hit">
                <input
                    type="checkbox"
                    aria-label=if rows.reaches_all() { t().ui.select_every } else { t().ui.select_all }
                    prop:indeterminate=move || state.get().0
                    prop:checked=move || state.get().1
                    on:change=move |event| {
                        if event_target_checked(&event) {
                            selection.add(untrack(|| rows.ids()));
                        } else if rows.reaches_all() {
                            selection.take_away(&untrack(|| rows.ids()));
                        } else {
                            selection.clear();
                        }
                    }
                />
            </label>
        </th>
    }
}

fn sortable(column: Column, sort: Signal<Option<Sort>>, on_sort: Callback<Sort>) -> AnyView {
    let id = column.id;
    let order = Memo::new(move |_| sort.read().as_ref().filter(|sort| sort.column == id).map(|sort| sort.direction));
    let class = format!("sortable {}", column.class());
    view! {
        <th
            role="columnheader"
            scope="col"
            class=class
            aria-sort=move || order.get().map(|order| match order {
                Direction::Ascending => "ascending",
                Direction::Descending => "descending",
            })
        >
            <button
                type="button"
                title=t().ui.sort_by(&column.label)
                on:click=move |_| on_sort.run(Sort::pressed(sort.get_untracked().as_ref(), id))
            >
                {column.label.clone()}
                {move || order.get().map(|order| match order {
                    Direction::Ascending => view! { <Icon name="arrow-up" /> },
                    Direction::Descending => view! { <Icon name="arrow-down" /> },
                })}
            </button>
        </th>
    }
    .into_any()
}
