use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// An element id that occurs once in the page, to tie labels and descriptions to their fields.
pub fn unique_id(prefix: &str) -> String {
    let number = NEXT.with(|next| next.replace(next.get().wrapping_add(1)));
    format!("{prefix}-{number}")
}

/// Moves the focus to the element with this id, if there is one.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus(&element);
    }
}

pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Moves the focus without scrolling to it.
pub(super) fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}

/// The element that has the focus now, to give it back later. The page itself does not count.
pub(super) fn focused() -> Option<HtmlElement> {
    document().active_element().filter(|element| element.tag_name() != "BODY").and_then(|element| element.dyn_into().ok())
}

/// The element an event came from.
pub(super) fn target_element(event: &web_sys::Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// All elements inside `root` that match the selector, in document order.
pub(super) fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)).filter_map(|node| node.dyn_into().ok()).collect()
}

/// Where the arrow, Home and End keys lead from position `at` in a list of `count`, or nothing for other keys.
pub fn step_by_key(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" | "ArrowRight" => Some(at.map_or(0, |at| if at >= last { 0 } else { at + 1 })),
        "ArrowUp" | "ArrowLeft" => Some(at.map_or(last, |at| if at == 0 { last } else { at - 1 })),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Moves the focus among the elements that match, by arrow keys, Home and End.
pub fn rove(event: &KeyboardEvent, root: &Element, selector: &str) {
    let items = elements(root, selector);
    let active = document().active_element();
    let at = items.iter().position(|item| Some(item) == active.as_ref());
    if let Some(next) = step_by_key(&event.key(), at, items.len()).and_then(|next| items.get(next)) {
        event.prevent_default();
        focus(next);
    }
}

/// Puts a panel of the top layer beside its anchor: below it, or above where there is no room, inside the window.
pub(super) fn place(anchor: &Element, panel: &HtmlElement, edge: Edge) {
    const GAP: f64 = 4.0;
    const MARGIN: f64 = 8.0;
    let (Some(width), Some(height)) = (inner_width(), inner_height()) else { return };
    let from = anchor.get_bounding_client_rect();
    let size = panel.get_bounding_client_rect();
    let wanted = match edge {
        Edge::Start => from.left(),
        Edge::End => from.right() - size.width(),
    };
    let left = wanted.min(width - size.width() - MARGIN).max(MARGIN);
    let below = from.bottom() + GAP;
    let above = from.top() - size.height() - GAP;
    let top = if below + size.height() > height - MARGIN && above >= MARGIN { above } else { below };
    let style = panel.style();
    // Cannot fail: both properties exist and the values are lengths.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{}px", top.max(MARGIN)));
}

/// Puts an open popover below its button.
pub fn place_below(button: &Element, panel: &HtmlElement) {
    place(button, panel, Edge::Start);
}

/// Makes a panel as wide as the field it belongs to.
pub(super) fn match_width(field: &HtmlElement, panel: &HtmlElement) {
    // Cannot fail: the property exists and the value is a length.
    let _ = panel.style().set_property("width", &format!("{}px", field.offset_width()));
}

/// The side of the anchor with which a panel lines up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Edge {
    #[default]
    Start,
    End,
}

pub(super) fn inner_width() -> Option<f64> {
    window().inner_width().ok().and_then(|width| width.as_f64())
}

pub(super) fn inner_height() -> Option<f64> {
    window().inner_height().ok().and_then(|height| height.as_f64())
}

#[cfg(test)]
mod tests {
    use super::{step_by_key, unique_id};

    #[test]
    fn arrows_go_round_and_home_and_end_jump() {
        assert_eq!(step_by_key("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step_by_key("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step_by_key("ArrowDown", None, 3), Some(0));
        assert_eq!(step_by_key("End", Some(0), 3), Some(2));
        assert_eq!(step_by_key("a", Some(0), 3), None);
        assert_eq!(step_by_key("ArrowDown", None, 0), None);
    }

    #[test]
    fn ids_do_not_repeat() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
