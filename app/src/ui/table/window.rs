use web_sys::Element;

use crate::ui::dom;

/// Height of a row in `style/30-table.css`.
pub(super) const ROW_HEIGHT: usize = 52;

/// Below this width of the table each row becomes a card, as in `style/30-table.css`.
const CARDS_BELOW: i32 = 720;

/// Rows kept ready beyond both edges of the window.
const SPARE: usize = 6;

/// The window moves by this many rows at once, so that scrolling by a pixel builds nothing.
const STRIDE: usize = 4;

/// Rows that come into sight at once where there were none; the others follow a frame later.
const AT_FIRST: usize = 8;

/// How much of the window is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    AtFirst,
    Full,
}

/// The rows that are in the document: from `start` up to but without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Height of each row in pixels.
    pub(super) row_height: usize,
}

impl Window {
    /// What to build before anything was measured.
    pub(super) const FIRST: Self = Self { start: 0, end: 24, row_height: ROW_HEIGHT };

    /// The part of a body of rows that is in sight. `above` is how far the body's top is scrolled out, `room` the height of the window.
    fn of(above: f64, room: f64, row_height: usize) -> Self {
        let first = rows_in(above, row_height);
        let last = rows_in(above + room, row_height) + 1;
        let start = first.saturating_sub(SPARE) / STRIDE * STRIDE;
        let end = (last + SPARE).div_ceil(STRIDE) * STRIDE;
        Self { start, end, row_height }
    }

    /// Measures the body on the screen. `fields` is the number of lines a card has.
    pub(super) fn measure(body: &Element, fields: usize) -> Option<Self> {
        let table = body.parent_element()?;
        let row_height = if table.client_width() < CARDS_BELOW { card_height(fields) } else { ROW_HEIGHT };
        Some(Self::of(-body.get_bounding_client_rect().top(), dom::inner_height()?, row_height))
    }

    /// The rows to build of so many.
    pub(super) fn clamped(self, count: usize, extent: Extent) -> (usize, usize) {
        let end = match extent {
            Extent::AtFirst => self.end.min(AT_FIRST),
            Extent::Full => self.end,
        };
        let end = end.min(count);
        (self.start.min(end), end)
    }
}

/// Heading line, the fields in two columns, and the gap to the next card; as in `style/30-table.css`.
fn card_height(fields: usize) -> usize {
    60 + fields.saturating_sub(1).div_ceil(2) * 48 + 12
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to zero; a page has fewer pixels than a double has digits"
)]
fn rows_in(pixels: f64, row_height: usize) -> usize {
    (pixels.max(0.0) / row_height as f64) as usize
}

#[cfg(test)]
mod tests {
    use super::{Extent, Window};

    #[test]
    fn the_top_of_the_list_starts_with_the_first_row() {
        let window = Window::of(-200.0, 900.0, 52);
        assert_eq!(window.start, 0);
        assert!(window.end >= 14 && window.end < 32, "{window:?}");
    }

    #[test]
    fn far_down_only_the_rows_in_sight_and_a_few_more_remain() {
        let window = Window::of(5_000.0 * 52.0, 900.0, 52);
        assert!(window.start <= 5_000 && window.end >= 5_018, "{window:?}");
        assert!(window.end - window.start <= 40, "{window:?}");
    }

    #[test]
    fn scrolling_by_a_few_pixels_keeps_the_window() {
        assert_eq!(Window::of(5_200.0, 900.0, 52), Window::of(5_203.0, 900.0, 52));
    }

    #[test]
    fn a_window_never_reaches_beyond_the_rows() {
        assert_eq!(Window::of(10_000.0, 900.0, 52).clamped(3, Extent::Full), (3, 3));
        assert_eq!(Window::FIRST.clamped(10, Extent::Full), (0, 10));
    }

    #[test]
    fn at_first_there_are_few() {
        assert_eq!(Window::FIRST.clamped(100, Extent::AtFirst), (0, 8));
        assert_eq!(Window::FIRST.clamped(3, Extent::AtFirst), (0, 3));
        assert_eq!(Window::of(5_000.0, 900.0, 52).clamped(1_000, Extent::AtFirst), (8, 8), "nobody scrolls where there is nothing");
    }
}
