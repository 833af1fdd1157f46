//! A modal dialog makes everything beside it inert. The messages move into the one on top, where they can be read and pressed.

use std::cell::RefCell;

use leptos::prelude::*;
use web_sys::{HtmlDialogElement, HtmlElement, Node};

thread_local! {
    /// Those that were opened, the topmost last.
    static OPENED: RefCell<Vec<HtmlDialogElement>> = const { RefCell::new(Vec::new()) };
    /// Their box, and whether there are any.
    static MESSAGES: RefCell<Option<(HtmlElement, bool)>> = const { RefCell::new(None) };
}

pub(super) fn show_modal(dialog: &HtmlDialogElement) {
    // Fails only for an element outside the document or already open.
    let _ = dialog.show_modal();
    OPENED.with_borrow_mut(|opened| opened.push(dialog.clone()));
    place_messages();
}

pub(super) fn close(dialog: &HtmlDialogElement) {
    dialog.close();
    place_messages();
}

/// Shows the messages above everything else, or hides their box while it is empty.
pub(super) fn show_messages(messages: &HtmlElement, any: bool) {
    MESSAGES.with_borrow_mut(|known| *known = Some((messages.clone(), any)));
    place_messages();
    // Opening again puts them above a panel that was opened since. Both calls fail only when already so.
    let _ = messages.hide_popover();
    if any {
        let _ = messages.show_popover();
    }
}

/// Also after a dialog has left the document without being closed.
pub(super) fn place_messages() {
    let top = OPENED.with_borrow_mut(|opened| {
        opened.retain(|dialog| dialog.open() && dialog.is_connected());
        opened.last().cloned().map(Node::from)
    });
    let (Some((messages, any)), Some(place)) = (MESSAGES.with_borrow(Clone::clone), top.or_else(|| document().body().map(Node::from))) else { return };
    if messages.parent_node().as_ref() == Some(&place) {
        return;
    }
    // Cannot fail: the place is in the document and not inside of the messages.
    let _ = place.append_child(&messages);
    if any {
        // Moving has closed the box.
        let _ = messages.show_popover();
    }
}
