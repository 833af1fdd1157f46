use leptos::{html, prelude::*};
use web_sys::HtmlElement;

use super::{row::row_element_id, window::Window};
use crate::ui::dom;

/// Which row the keyboard is at, and how it gets there although most rows are not in the document.
#[derive(Clone, Copy)]
pub(super) struct RowFocus {
    pub(super) table: StoredValue<String>,
    pub(super) body: NodeRef<html::Tbody>,
    pub(super) window: RwSignal<Window>,
    /// Position of the row that the tab key reaches.
    pub(super) active: RwSignal<usize>,
    /// The row that takes the focus as soon as it is built. Until then the window stays where it is.
    wanted: StoredValue<Option<usize>>,
}

impl RowFocus {
    pub(super) fn new(table: StoredValue<String>, body: NodeRef<html::Tbody>) -> Self {
        Self { table, body, window: RwSignal::new(Window::FIRST), active: RwSignal::new(0), wanted: StoredValue::new(None) }
    }

    /// Whether the focus is on a row or on something inside one.
    pub(super) fn is_inside(self) -> bool {
        let Some(body) = self.body.try_get_untracked().flatten() else { return false };
        document().active_element().is_some_and(|active| body.contains(Some(&active)))
    }

    pub(super) fn go(self, at: usize) {
        self.active.set(at);
        if self.focus(at) {
            return;
        }
        let Window { start, end, row_height } = self.window.get_untracked();
        let half = (end - start) / 2;
        let start = at.saturating_sub(half);
        self.window.set(Window { start, end: start + half * 2 + 1, row_height });
        self.focus_when_built(at);
    }

    /// Gives the focus back after the rows were built anew: to the same position, or to the last row.
    pub(super) fn restore(self, count: usize) {
        let Some(last) = count.checked_sub(1) else { return };
        let at = self.wanted.get_value().unwrap_or_else(|| self.active.get_untracked()).min(last);
        self.active.set(at);
        self.focus_when_built(at);
    }

    /// Follows the scrolling, except while a row is waited for.
    pub(super) fn measure(self, columns: usize) {
        if self.wanted.try_get_value().flatten().is_some() {
            return;
        }
        let Some(body) = self.body.try_get_untracked().flatten() else { return };
        let Some(measured) = Window::measure(&body, columns).filter(|measured| *measured != self.window.get_untracked()) else { return };
        let held = dom::focused().filter(|_| self.is_inside());
        self.window.set(measured);
        if let Some(held) = held {
            request_animation_frame(move || hold(&held, &body));
        }
    }

    fn focus_when_built(self, at: usize) {
        const FRAMES: u32 = 20;
        self.wanted.set_value(Some(at));
        self.try_focus(FRAMES);
    }

    fn try_focus(self, frames_left: u32) {
        request_animation_frame(move || {
            let Some(at) = self.wanted.try_get_value().flatten() else { return };
            if self.focus(at) || frames_left == 0 {
                self.wanted.set_value(None);
            } else {
                self.try_focus(frames_left - 1);
            }
        });
    }

    /// Moves the focus if the row is built, which scrolls to it. The style sheet keeps room for the sticky headings.
    fn focus(self, at: usize) -> bool {
        let Some(id) = self.table.try_with_value(|table| row_element_id(table, at)) else { return true };
        let Some(row) = document().get_element_by_id(&id) else { return false };
        dom::focus(&row);
        true
    }
}

/// Rows lose the focus when they are moved or removed while the window follows the scrolling. It returns to the element,
/// or to the body, from where the keys go on, when the element is gone.
fn hold(held: &HtmlElement, body: &HtmlElement) {
    if dom::focused().is_none() {
        dom::focus_in_place(if held.is_connected() { held } else { body });
    }
}
