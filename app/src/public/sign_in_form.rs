use leptos::{prelude::*, task::spawn_local};
use server::model::{error::ErrorCode, text::Email};

use super::notice::Notice;
use crate::{
    countdown::Countdown,
    failure::failure_text,
    i18n::{said, t},
    session::{Session, SignInError, last_email, prewarm},
    ui::{Field, FieldKind, PasswordField, SubmitButton, focus_id},
};

/// E-mail and master password.
#[component]
pub(super) fn SignInForm(
    /// The only address that will do, when there is one.
    #[prop(optional)]
    fixed: Option<Email>,
    #[prop(into)] action: String,
    #[prop(into)] on_signed_in: Callback<()>,
) -> impl IntoView {
    const EMAIL: &str = "sign-in-email";
    const PASSWORD: &str = "sign-in-password";
    let session = Session::get();
    let is_fixed = fixed.is_some();
    let email = RwSignal::new(fixed.map_or_else(last_email, String::from));
    let password = RwSignal::new(String::new());
    let email_error = RwSignal::new(None::<String>);
    let password_error = RwSignal::new(None::<String>);
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let wait = Countdown::stopped();
    Effect::new(move |_| focus_id(if email.read_untracked().is_empty() { EMAIL } else { PASSWORD }));

    let submit = move || {
        if busy.get_untracked() || wait.is_running() {
            return;
        }
        notice.set(None);
        password_error.set(None);
        let address = match email.get_untracked().trim().parse::<Email>() {
            Ok(address) => address,
            Err(reason) => {
                let empty = email.read_untracked().trim().is_empty();
                email_error.set(Some(if empty { t().public.fill_email.to_owned() } else { said(&reason.to_string()) }));
                focus_id(EMAIL);
                return;
            }
        };
        if password.read_untracked().is_empty() {
            password_error.set(Some(t().public.fill_password.to_owned()));
            focus_id(PASSWORD);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let result = session.sign_in(address, password.get_untracked()).await;
            busy.try_set(false);
            match result {
                Ok(()) => on_signed_in.run(()),
                Err(SignInError::Refused(error)) => {
                    if error.code == ErrorCode::TooMany {
                        wait.start(error.retry_after);
                    }
                    if error.code == ErrorCode::BadCredentials {
                        password.set(String::new());
                        focus_id(PASSWORD);
                    }
                    notice.set(Some(failure_text(&error)));
                }
                Err(other) => notice.set(Some(other.message())),
            }
        });
    };
    view! {
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <Notice text=notice />
            <Field
                label=t().public.email
                value=email
                kind=FieldKind::Email
                autocomplete="username"
                id=EMAIL
                error=email_error
                disabled_because=is_fixed.then(String::new)
                on_input=move |_: String| email_error.set(None)
            />
            // The worker starts while the password is being typed.
            <div on:focusin=move |_| prewarm()>
                <PasswordField
                    label=t().session.master_password
                    value=password
                    autocomplete="current-password"
                    id=PASSWORD
                    error=password_error
                    on_input=move |_: String| password_error.set(None)
                />
            </div>
            <SubmitButton busy=busy disabled_because=wait.reason()>
                {move || if busy.get() { t().public.sign_in_busy.to_owned() } else { wait.reason().get().unwrap_or_else(|| action.clone()) }}
            </SubmitButton>
        </form>
    }
}
