use leptos::prelude::*;

/// What a page is being asked: the dialog that is open, or was open last.
///
/// A dialog stays in the document after it is closed, so that the browser can give the focus back.
pub(super) struct Asking<T: Send + Sync + 'static> {
    asked: RwSignal<Option<(u32, T)>>,
    open: RwSignal<Option<u32>>,
}

impl<T: Send + Sync + 'static> Clone for Asking<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asking<T> {}

impl<T: Clone + Send + Sync + 'static> Asking<T> {
    pub(super) fn new() -> Self {
        Self { asked: RwSignal::new(None), open: RwSignal::new(None) }
    }

    /// Opens the dialog for it.
    pub(super) fn ask(self, what: T) {
        let number = self.asked.with_untracked(|asked| asked.as_ref().map_or(0, |(number, _)| number.wrapping_add(1)));
        self.asked.set(Some((number, what)));
        self.open.set(Some(number));
    }

    /// The place of the dialogs.
    pub(super) fn view(self, dialog: impl Fn(T, Opened) -> AnyView + Send + Sync + 'static) -> AnyView {
        (move || self.asked.get().map(|(number, what)| dialog(what, Opened { number, open: self.open }))).into_any()
    }
}

/// One opening of a dialog.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    number: u32,
    open: RwSignal<Option<u32>>,
}

impl Opened {
    pub(super) fn is_open(self) -> Signal<bool> {
        Signal::derive(move || self.open.get() == Some(self.number))
    }

    /// Closes this one; a dialog that was opened since stays.
    pub(super) fn close(self) {
        if self.open.try_get_untracked() == Some(Some(self.number)) {
            self.open.set(None);
        }
    }
}
