use leptos::{prelude::*, task::spawn_local};
use server::model::key::Kdf;

use crate::{
    failure::failure_text,
    i18n::t,
    public::{DerivationForm, DerivationParameters, DerivationPicker, Notice},
    session::{Rewrap, Session, SignInError},
    ui::{PasswordField, SubmitButton, Toasts},
};

/// Other parameters of the key derivation. The password stays, but the new keys are derived from it, so it is typed.
#[component]
pub(super) fn DerivationCard() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let present = move || session.me().map_or(Kdf::DEFAULT, |me| me.kdf);
    let form = DerivationForm::new(untrack(present));
    let password = RwSignal::new(String::new());
    let password_error = RwSignal::new(None::<String>);
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        notice.set(None);
        let Some(kdf) = form.checked() else { return };
        if kdf == untrack(present) {
            notice.set(Some(t().manager.derivation_same.to_owned()));
            return;
        }
        let typed = password.get_untracked();
        if typed.is_empty() {
            password_error.set(Some(t().public.fill_password.to_owned()));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let result = async {
                let Some(me) = untrack(|| session.me()) else { return Ok(()) };
                // A mistyped password would become the new one: it must open the present keys first.
                session.prove(typed.clone()).await?;
                session.rewrap(Rewrap::Derivation, &me.email, typed, kdf).await
            }
            .await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    password.try_set(String::new());
                    toasts.done(t().manager.derivation_changed);
                }
                Err(SignInError::Refused(error)) => {
                    notice.try_set(Some(failure_text(&error)));
                }
                Err(other) => {
                    password_error.try_set(Some(other.message()));
                }
            }
        });
    };
    view! {
        <section class="card pad">
            <h2>{t().manager.derivation}</h2>
            <p class="muted">{t().manager.derivation_text}</p>
            <form
                class="form-narrow"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Notice text=notice />
                <DerivationPicker form=form />
                <DerivationParameters form=form />
                <PasswordField
                    label=t().manager.current_password
                    value=password
                    autocomplete="current-password"
                    error=password_error
                    on_input=move |_: String| password_error.set(None)
                />
                <div class="actions"><SubmitButton busy=busy>{t().manager.derivation_action}</SubmitButton></div>
            </form>
        </section>
    }
}
