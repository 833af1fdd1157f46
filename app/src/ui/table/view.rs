use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Element;

use super::{
    Column, LoadState, Rows, Selection, Sort,
    focus::RowFocus,
    head::{HasMenu, head_view},
    row::{Opens, RowFrame, row_view},
    rows::RowMenu,
    window::Extent,
};
use crate::{
    i18n::t,
    ui::{Button, Callout, EmptyState, MenuHandle, MenuItem, MenuPanel, Tone, dom, unique_id},
};

/// More rows are asked for when fewer than this many remain below the window.
const ASK_AHEAD: usize = 20;

/// A table with server-side order and paging.
///
/// Keys on a row: arrows, Home, End, Page Up and Down move, Enter opens, Space selects, `.` or the context menu key opens its menu.
/// Give `on_end` to load more rows when the end comes near; it is asked once per change of the rows.
#[component]
pub fn Table(
    #[prop(into)] label: Signal<String>,
    /// The visible columns; the first one names the row.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    rows: Rows,
    #[prop(into, optional)] state: Option<Signal<LoadState>>,
    /// Number of rows on the server.
    #[prop(into, optional)]
    total: Signal<Option<u64>>,
    #[prop(into, optional)] sort: Signal<Option<Sort>>,
    #[prop(into, optional)] on_sort: Option<Callback<Sort>>,
    #[prop(into, optional)] selection: Option<Selection>,
    /// Enter or a press on a row, with its id.
    #[prop(into, optional)]
    on_open: Option<Callback<String>>,
    /// Id of the row that is open beside the table.
    #[prop(into, optional)]
    current: Signal<Option<String>>,
    #[prop(into, optional)] menu: Option<Callback<usize, Vec<MenuItem>>>,
    #[prop(into, optional)] on_end: Option<Callback<()>>,
    #[prop(into, optional)] on_retry: Option<Callback<()>>,
    /// What to see when there is no row: an [`EmptyState`].
    #[prop(into, optional)]
    empty: Option<ViewFn>,
) -> impl IntoView {
    let state = state.unwrap_or_else(|| Signal::stored(LoadState::Ready));
    let body = NodeRef::<html::Tbody>::new();
    let table = StoredValue::new(unique_id("table"));
    let focus = RowFocus::new(table, body);
    let (window, active) = (focus.window, focus.active);
    let handle = MenuHandle::new();
    let has_menu = if menu.is_some() { HasMenu::Yes } else { HasMenu::No };
    let opens = if on_open.is_some() { Opens::Yes } else { Opens::No };

    // Counts the changes of rows and columns. It is computed before the document follows, so this is the moment to see whether a
    // row has the focus.
    let version = Memo::new(move |before: Option<&(u32, bool)>| {
        rows.count.track();
        columns.track();
        (before.map_or(0, |before| before.0.wrapping_add(1)), focus.is_inside())
    });
    let cells_across = move || columns.read().len() + usize::from(selection.is_some()) + usize::from(menu.is_some());

    let measure = move || focus.measure(columns.try_get_untracked().map_or(0, |columns| columns.len()));
    follow_scrolling(measure);
    Effect::new(move |_| {
        let (_, had_focus) = version.get();
        if had_focus && !focus.is_inside() {
            focus.restore(rows.count.get_untracked());
        }
        request_animation_frame(measure);
    });

    // Once per version, so that a slow answer is not asked for twice.
    let asked = StoredValue::new(None::<u32>);
    Effect::new(move |_| {
        let (window, version, count) = (window.get(), version.get().0, rows.count.get());
        let ready = state.with(|state| *state == LoadState::Ready);
        let near_end = count > 0 && window.end + ASK_AHEAD >= count;
        let complete = total.get().is_some_and(|total| count as u64 >= total);
        if let (Some(on_end), true) = (on_end, ready && near_end && !complete && asked.get_value() != Some(version)) {
            asked.set_value(Some(version));
            on_end.run(());
        }
    });

    let frame = RowFrame { table, columns, rows, selection, has_menu, active, current, opens };
    // What was empty shows what a glance takes in first; the person does not wait for the rows at the lower edge.
    let extent = RwSignal::new(Extent::AtFirst);
    let is_empty = Memo::new(move |_| rows.count.get() == 0);
    Effect::new(move |_| {
        if is_empty.get() {
            extent.set(Extent::AtFirst);
        } else {
            after_paint(move || {
                // The table may be gone.
                extent.try_set(Extent::Full);
            });
        }
    });
    let bounds = Memo::new(move |_| window.get().clamped(rows.count.get(), extent.get()));
    let spacer = move |rows_missing: Signal<usize>| {
        let height = move || format!("{}px", rows_missing.get() * window.get().row_height);
        let present = move || rows_missing.get() > 0;
        move || {
            present().then(
                || view! { <tr class="spacer" role="presentation"><td role="presentation" colspan=cells_across().to_string() style:height=height></td></tr> },
            )
        }
    };
    let above = spacer(Signal::derive(move || bounds.get().0));
    let below = spacer(Signal::derive(move || rows.count.get().saturating_sub(bounds.get().1)));
    // A position keeps its elements when another row comes to stand there: only what differs is changed in the document.
    let row_at = move |at| {
        let frame = frame.clone();
        move || {
            version.track();
            row_view(&frame, at)
        }
    };

    let foot = move || {
        let note = match state.get() {
            LoadState::Loading => Some(bones(cells_across(), 8)),
            LoadState::Failed(reason) => Some(failed(cells_across(), reason, on_retry)),
            LoadState::Ready | LoadState::Refreshing if rows.count.get() > 0 => None,
            LoadState::LoadingMore | LoadState::Refreshing => Some(bones(cells_across(), 2)),
            LoadState::Ready => Some(nothing(cells_across(), empty.as_ref())),
        };
        note.map(|note| view! { <tbody role="rowgroup" class="table-foot">{note}</tbody> })
    };

    view! {
        <div class="table-box">
            <table
                role="grid"
                aria-label=move || label.get()
                aria-rowcount=move || total.get().map_or_else(|| rows.count.get().to_string(), |total| (total + 1).to_string())
                aria-multiselectable=selection.is_some().then_some("true")
                aria-busy=move || state.with(|state| matches!(state, LoadState::Loading | LoadState::Refreshing | LoadState::LoadingMore)).then_some("true")
            >
                <thead role="rowgroup">{head_view(columns, rows, selection, sort, on_sort, has_menu)}</thead>
                <tbody
                    role="rowgroup"
                    tabindex="-1"
                    class:stale=move || state.with(|state| *state == LoadState::Refreshing)
                    node_ref=body
                    on:click=move |event| on_click(&event, rows, on_open, menu, handle)
                    on:change=move |event| {
                        let picks = dom::target_element(&event).is_some_and(|target| target.has_attribute("data-pick"));
                        if let (Some(selection), Some((_, at)), true) = (selection, row_of(&event), picks) {
                            selection.toggle(&rows.id.run(at));
                        }
                    }
                    on:focusin=move |event| {
                        if let Some((_, at)) = row_of(&event) {
                            active.set(at);
                        }
                    }
                    on:keydown=move |event| {
                        let target = dom::target_element(&event);
                        let on_body = target.as_deref() == body.get_untracked().as_deref().map(AsRef::as_ref);
                        let at = match row_of(&event) {
                            Some((row, at)) if target.as_ref() == Some(&row) => at,
                            None if on_body => active.get_untracked(),
                            _ => return,
                        };
                        let count = rows.count.get_untracked();
                        match event.key().as_str() {
                            "Enter" if on_open.is_some() => on_open.into_iter().for_each(|on_open| on_open.run(rows.id.run(at))),
                            " " if selection.is_some() => selection.into_iter().for_each(|selection| selection.toggle(&rows.id.run(at))),
                            "." | "ContextMenu" if menu.is_some() => target.iter().for_each(|row| open_menu(row, at, rows, menu, handle)),
                            key => match target_row(key, at, count) {
                                Some(next) => focus.go(next),
                                None => return,
                            },
                        }
                        event.prevent_default();
                    }
                >
                    {above}
                    <For each=move || { let (start, end) = bounds.get(); start..end } key=|at| *at let:at>
                        {row_at(at)}
                    </For>
                    {below}
                </tbody>
                {foot}
            </table>
            {menu.map(|_| view! { <MenuPanel handle=handle /> })}
        </div>
    }
}

/// Calls back once what is in the document now was painted.
fn after_paint(then: impl FnOnce() + 'static) {
    // A frame calls back before it is painted.
    request_animation_frame(move || request_animation_frame(then));
}

/// Calls back, at most once per frame, when anything scrolls or the window changes its size.
fn follow_scrolling(measure: impl Fn() + Copy + Send + Sync + 'static) {
    let waiting = StoredValue::new(false);
    let soon = move || {
        if waiting.try_get_value() == Some(false) {
            waiting.set_value(true);
            request_animation_frame(move || {
                waiting.try_set_value(false);
                measure();
            });
        }
    };
    // Scroll events do not bubble; in the capture phase one listener hears every scrolling ancestor.
    let listener = Closure::<dyn Fn()>::new(soon);
    let function: js_sys::Function = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let target = document();
    // Neither call can fail: the event name is valid and the listener is a function.
    let _ = target.add_event_listener_with_callback_and_bool("scroll", &function, true);
    let kept = StoredValue::new_local((target, listener, function));
    let resize = window_event_listener(ev::resize, move |_| soon());
    on_cleanup(move || {
        resize.remove();
        kept.try_with_value(|(target, _, function)| {
            let _ = target.remove_event_listener_with_callback_and_bool("scroll", function, true);
        });
    });
}

/// The row an event happened in, and its position.
fn row_of(event: &web_sys::Event) -> Option<(Element, usize)> {
    let row = dom::target_element(event)?.closest("tr[data-at]").ok()??;
    let at = row.get_attribute("data-at")?.parse().ok()?;
    Some((row, at))
}

fn on_click(event: &ev::MouseEvent, rows: Rows, on_open: Option<Callback<String>>, menu: Option<RowMenu>, handle: MenuHandle) {
    let (Some(target), Some((_, at))) = (dom::target_element(event), row_of(event)) else { return };
    if let Ok(Some(button)) = target.closest("[data-menu]") {
        open_menu(&button, at, rows, menu, handle);
        return;
    }
    let acts_itself = target.closest("a, button, input, label, select, textarea, .check-cell").ok().flatten().is_some();
    if let (Some(on_open), false) = (on_open, acts_itself) {
        on_open.run(rows.id.run(at));
    }
}

fn open_menu(anchor: &Element, at: usize, rows: Rows, menu: Option<RowMenu>, handle: MenuHandle) {
    if let Some(menu) = menu {
        handle.open_at(anchor, t().ui.actions_for(&rows.name.run(at)), menu.run(at));
    }
}

fn target_row(key: &str, at: usize, count: usize) -> Option<usize> {
    const PAGE: usize = 10;
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some((at + 1).min(last)),
        "ArrowUp" => Some(at.saturating_sub(1)),
        "PageDown" => Some((at + PAGE).min(last)),
        "PageUp" => Some(at.saturating_sub(PAGE)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn bones(cells_across: usize, lines: usize) -> AnyView {
    let line = move |_| {
        let cells = (0..cells_across).map(|_| view! { <td role="gridcell"><span class="bone"></span></td> }).collect_view();
        view! { <tr role="row" class="bones" aria-hidden="true">{cells}</tr> }
    };
    (0..lines).map(line).collect_view().into_any()
}

fn failed(cells_across: usize, reason: String, on_retry: Option<Callback<()>>) -> AnyView {
    let retry = move || on_retry.map(|on_retry| view! { <Button on_press=on_retry>{t().ui.try_again}</Button> });
    across(cells_across, view! { <Callout tone=Tone::Bad actions=ViewFnOnce::from(retry)>{reason}</Callout> }.into_any())
}

fn nothing(cells_across: usize, empty: Option<&ViewFn>) -> AnyView {
    let inside = match empty {
        Some(empty) => empty.run(),
        None => view! { <EmptyState title=t().ui.empty_match /> }.into_any(),
    };
    across(cells_across, inside)
}

fn across(cells_across: usize, inside: AnyView) -> AnyView {
    view! { <tr role="row" class="across"><td role="gridcell" colspan=cells_across.to_string()>{inside}</td></tr> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::target_row;

    #[test]
    fn keys_stop_at_both_ends_of_the_list() {
        assert_eq!(target_row("ArrowDown", 4, 5), Some(4));
        assert_eq!(target_row("ArrowUp", 0, 5), Some(0));
        assert_eq!(target_row("PageDown", 0, 5), Some(4));
        assert_eq!(target_row("End", 0, 5), Some(4));
        assert_eq!(target_row("x", 0, 5), None);
        assert_eq!(target_row("Home", 0, 0), None);
    }
}
