use leptos::{prelude::*, task::spawn_local};
use server::{
    api::registration::finish_registration,
    model::{
        account::{FinishRegistrationRequest, RegistrationProof},
        key::Kdf,
        text::{Email, Name},
    },
};

use super::{
    derivation::{DerivationForm, DerivationPicker},
    new_password::{NewPassword, NewPasswordFields},
    notice::{Notice, focus_first_wrong},
};
use crate::{
    failure::failure_text,
    i18n::{said, t},
    session::{Session, SignInError, make_account},
    ui::{Field, FieldKind, SubmitButton},
};

/// Name and master password of a new account whose mailbox is proved. Signs in with it.
#[component]
pub(super) fn AccountForm(email: Email, proof: RegistrationProof, #[prop(into)] action: String, #[prop(into)] on_signed_in: Callback<()>) -> impl IntoView {
    let session = Session::get();
    let name = RwSignal::new(String::new());
    let name_error = RwSignal::new(None::<String>);
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let shown_email = RwSignal::new(email.to_string());
    let password = NewPassword::new(Signal::derive(move || vec![shown_email.get(), name.get(), t().shell.product.to_owned()]));
    let derivation = DerivationForm::new(Kdf::DEFAULT);
    let (email, proof) = (StoredValue::new(email), StoredValue::new(proof));

    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        notice.set(None);
        let parsed = name.get_untracked().trim().parse::<Name>();
        name_error.set(parsed.as_ref().err().map(|error| said(&error.to_string())));
        let typed = (parsed.ok(), derivation.checked());
        busy.set(true);
        spawn_local(async move {
            let result = async {
                // Everything is looked at, so that every field says what it lacks.
                let (Some(password), (Some(name), Some(kdf))) = (password.checked().await, typed) else { return Ok(Made::NotYet) };
                let email = email.get_value();
                let keys = make_account(&email, password.clone(), kdf).await?;
                finish_registration(FinishRegistrationRequest { proof: proof.get_value(), email: email.clone(), name, keys }).await?;
                session.sign_in_as_made(email, password, kdf).await?;
                Ok::<_, SignInError>(Made::SignedIn)
            }
            .await;
            busy.try_set(false);
            match result {
                Ok(Made::SignedIn) => on_signed_in.run(()),
                Ok(Made::NotYet) => focus_first_wrong(),
                Err(SignInError::Refused(error)) => {
                    name_error.set(error.fields.iter().find(|field| field.field == "name").map(|field| said(&field.message)));
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
            <Field label=t().public.email value=shown_email kind=FieldKind::Email autocomplete="username" disabled_because=Some(String::new()) />
            <Field label=t().public.name value=name autocomplete="name" error=name_error on_input=move |_: String| name_error.set(None) />
            <NewPasswordFields state=password />
            <p class="note">{t().public.cannot_be_reset}</p>
            <details class="advanced">
                <summary>{t().public.advanced}</summary>
                <DerivationPicker form=derivation />
            </details>
            <Notice text=notice />
            <SubmitButton busy=busy>{move || if busy.get() { t().public.sign_in_busy.to_owned() } else { action.clone() }}</SubmitButton>
        </form>
    }
}

enum Made {
    /// The form says what is missing.
    NotYet,
    SignedIn,
}
