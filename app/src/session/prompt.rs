//! Asking for the master password: to unlock, or to prove one's identity again. One entry does both.

use std::cell::RefCell;

use futures_channel::oneshot;
use leptos::{prelude::*, task::spawn_local};
use server::{
    api::session::{load_unlock_keys, step_up},
    model::account::StepUpRequest,
};

use super::{Lock, Session, SignInError, sign_in::derive_auth_hash};
use crate::{
    i18n::t,
    ui::{Button, Dialog, PasswordField, SubmitButton, focus_id},
};

/// What the password is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Unlock,
    StepUp,
}

/// A dialog that waits for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) purpose: Purpose,
}

thread_local! {
    /// Whoever waits for the answer: `true` once the password was right.
    static ASKING: RefCell<Vec<oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
}

impl Session {
    /// Makes sure that the keys are in memory; asks for the master password if they are not. `false`: the person declined.
    pub async fn unlock(self) -> bool {
        self.lock.get_untracked() == Lock::Unlocked || self.prompt(Purpose::Unlock).await
    }

    /// Asks for the master password, even if the keys are in memory. `false`: the person declined.
    pub async fn confirm(self) -> bool {
        self.prompt(Purpose::StepUp).await
    }

    /// Opens the keys and proves the identity with a password typed elsewhere than in the prompt.
    pub async fn prove(self, password: String) -> Result<(), SignInError> {
        self.enter_password(Purpose::StepUp, password).await
    }

    pub(super) async fn prompt(self, purpose: Purpose) -> bool {
        let (done, answer) = oneshot::channel();
        ASKING.with_borrow_mut(|asking| asking.push(done));
        // Who waits for a proof of identity is not answered by a mere unlocking.
        let open = self.wanted.get_untracked().map(|wanted| wanted.purpose);
        let purpose = if open == Some(Purpose::StepUp) { Purpose::StepUp } else { purpose };
        self.wanted.set(Some(Wanted { purpose }));
        answer.await.unwrap_or(false)
    }

    fn answer_prompt(self, right: bool) {
        self.wanted.set(None);
        for done in ASKING.take() {
            let _ = done.send(right);
        }
    }

    async fn enter_password(self, purpose: Purpose, password: String) -> Result<(), SignInError> {
        let account = self.call(load_unlock_keys).await?;
        let auth_hash = derive_auth_hash(&account.email, password, account.kdf).await?;
        // Opening the keys first: a wrong password fails here and costs no guess at the server.
        self.open(account).await?;
        if purpose == Purpose::StepUp {
            step_up(StepUpRequest { auth_hash }).await?;
        }
        Ok(())
    }
}

/// The dialog; once, around the application.
#[component]
pub fn PasswordPrompt() -> impl IntoView {
    const FIELD: &str = "prompt-password";
    let session = Session::get();
    let password = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let purpose = move || session.wanted.get().map(|wanted| wanted.purpose);
    Effect::new(move |_| {
        if session.wanted.read().is_some() {
            password.set(String::new());
            error.set(None);
            focus_id(FIELD);
        }
    });
    let submit = move |()| {
        let Some(purpose) = session.wanted.get_untracked().map(|wanted| wanted.purpose) else { return };
        if busy.get_untracked() || password.read_untracked().is_empty() {
            return;
        }
        busy.set(true);
        let entered = password.get_untracked();
        spawn_local(async move {
            let result = session.enter_password(purpose, entered).await;
            busy.set(false);
            password.set(String::new());
            match result {
                Ok(()) => session.answer_prompt(true),
                Err(reason) => {
                    error.set(Some(reason.message()));
                    focus_id(FIELD);
                }
            }
        });
    };
    let title = move || match purpose() {
        Some(Purpose::StepUp) => t().session.step_up_title.to_owned(),
        _ => t().session.unlock_title.to_owned(),
    };
    let decline = move |()| session.answer_prompt(false);
    view! {
        <Dialog
            open=Signal::derive(move || session.wanted.read().is_some())
            on_close=decline
            title=Signal::derive(title)
            on_submit=submit
            footer=move || {
                view! {
                    <Button on_press=decline>{t().ui.cancel}</Button>
                    <SubmitButton busy=busy>
                        {move || if purpose() == Some(Purpose::StepUp) { t().session.step_up_action } else { t().session.unlock_action }}
                    </SubmitButton>
                }
            }
        >
            <p>{move || if purpose() == Some(Purpose::StepUp) { t().session.step_up_text } else { t().session.unlock_text }}</p>
            <PasswordField id=FIELD label=t().session.master_password value=password autocomplete="current-password" error=error />
        </Dialog>
    }
}
