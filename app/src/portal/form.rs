use leptos::{prelude::*, task::spawn_local};
use server::model::error::{ApiError, ErrorCode};
use worker::{Failure as KeyFailure, Request, Response};

use super::asking::Opened;
use crate::{
    failure::Failure,
    i18n::t,
    session::{KeyError, Session, ask},
    ui::{Button, ButtonKind, Dialog, SubmitButton, Toasts},
    undo::Done,
};

/// A dialog with a form: sends once at a time, closes when it is done, says what was done or what is wrong.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) opened: Opened,
    pub(super) busy: RwSignal<bool>,
    pub(super) failure: Failure,
    toasts: Toasts,
}

impl Form {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, busy: RwSignal::new(false), failure: Failure::new(), toasts: Toasts::get() }
    }

    /// Does the work; its answer is what the toast says. `refused` is told the error besides the form.
    pub(super) fn send_or<D: Into<Done>>(self, work: impl Future<Output = Result<D, ApiError>> + 'static, refused: impl FnOnce(&ApiError) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.clear();
        self.busy.set(true);
        spawn_local(async move {
            let answer = work.await;
            self.busy.try_set(false);
            match answer {
                Ok(done) => {
                    self.opened.close();
                    done.into().tell(self.toasts);
                }
                Err(error) => {
                    refused(&error);
                    self.failure.show(error);
                }
            }
        });
    }

    pub(super) fn send<D: Into<Done>>(self, work: impl Future<Output = Result<D, ApiError>> + 'static) {
        self.send_or(work, |_| ());
    }

    pub(super) fn close(self) -> Callback<()> {
        Callback::new(move |()| self.opened.close())
    }

    /// The dialog around the fields.
    pub(super) fn dialog(
        self,
        title: impl Into<String>,
        action: Action,
        submit: impl Fn(()) + Send + Sync + 'static,
        body: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let Action { words, kind, disabled_because } = action;
        let footer = move || {
            view! {
                <Button on_press=self.close()>{t().ui.cancel}</Button>
                <SubmitButton kind=kind busy=self.busy disabled_because=disabled_because>
                    {words}
                </SubmitButton>
            }
        };
        let submit = move |()| {
            if disabled_because.with_untracked(Option::is_none) {
                submit(());
            }
        };
        view! {
            <Dialog open=self.opened.is_open() on_close=self.close() title=title.into() on_submit=submit footer=footer>
                {body()}
            </Dialog>
        }
        .into_any()
    }
}

/// The main button of a form.
pub(super) struct Action {
    words: &'static str,
    kind: ButtonKind,
    disabled_because: Signal<Option<String>>,
}

impl Action {
    pub(super) fn new(words: &'static str) -> Self {
        Self { words, kind: ButtonKind::Primary, disabled_because: Signal::stored(None) }
    }

    pub(super) fn danger(mut self) -> Self {
        self.kind = ButtonKind::Danger;
        self
    }

    pub(super) fn disabled_because(mut self, reason: impl Into<Signal<Option<String>>>) -> Self {
        self.disabled_because = reason.into();
        self
    }
}

/// Asks the key worker, unlocking first where it must. A provider key that the worker does not know yet is opened.
pub(super) async fn with_keys(session: Session, request: impl Fn() -> Request) -> Result<Response, ApiError> {
    if !session.unlock().await {
        return Err(ApiError::new(ErrorCode::Forbidden, t().forms.needs_unlock));
    }
    let failed = || ApiError::new(ErrorCode::Internal, t().forms.keys_failed);
    match ask(request()).await {
        Ok(response) => Ok(response),
        Err(KeyError::Failed(KeyFailure::Locked)) => {
            session.reopen_provider_keys().await.map_err(|_| failed())?;
            ask(request()).await.map_err(|_| failed())
        }
        Err(_) => Err(failed()),
    }
}

/// Sends what was wrapped by a provider key. When that key was changed meanwhile the new one is opened, so that another try works.
pub(super) async fn send_wrapped<T, F>(session: Session, request: impl Fn() -> F) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, ApiError>>,
{
    let answer = session.call(request).await;
    if answer.as_ref().is_err_and(|error| error.code == ErrorCode::KeyChanged) {
        // The refusal is what the person must know; the next try opens the key if this does not.
        let _ = session.reopen_provider_keys().await;
    }
    answer
}

/// An answer of the worker that does not fit the question, or a text of it in an unexpected form.
pub(super) fn unexpected<T>(_: T) -> ApiError {
    ApiError::new(ErrorCode::Internal, t().forms.keys_failed)
}
