use leptos::{prelude::*, task::spawn_local};

use crate::{
    failure::failure_text,
    i18n::t,
    public::{NewPassword, NewPasswordFields, Notice},
    session::{Rewrap, Session, SignInError, prewarm},
    ui::{SubmitButton, Toasts},
};

/// A new master password. The present one is asked for by the prompt that unlocks and proves the identity.
#[component]
pub(super) fn PasswordCard() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let known = move || session.me().map(|me| vec![me.email.to_string(), me.name.clone(), t().shell.product.to_owned()]).unwrap_or_default();
    let password = NewPassword::new(Signal::derive(known));
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        notice.set(None);
        busy.set(true);
        spawn_local(async move {
            let result = async {
                let (Some(me), Some(new)) = (untrack(|| session.me()), password.checked().await) else { return Ok(false) };
                if !session.unlock().await {
                    return Ok(false);
                }
                session.rewrap(Rewrap::Password, &me.email, new, me.kdf).await?;
                Ok::<_, SignInError>(true)
            }
            .await;
            busy.try_set(false);
            match result {
                Ok(true) => {
                    password.clear();
                    toasts.done(t().manager.password_changed);
                }
                Ok(false) => {}
                Err(SignInError::Refused(error)) => {
                    notice.try_set(Some(failure_text(&error)));
                }
                Err(other) => {
                    notice.try_set(Some(other.message()));
                }
            }
        });
    };
    view! {
        <section class="card pad">
            <h2>{t().manager.change_password}</h2>
            <p class="muted">{t().manager.change_password_text}</p>
            <form
                class="form-narrow"
                novalidate
                on:focusin=move |_| prewarm()
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Notice text=notice />
                <NewPasswordFields state=password label=t().manager.new_password label_again=t().manager.new_password_again />
                <p class="note">{t().public.cannot_be_reset}</p>
                <div class="actions"><SubmitButton busy=busy>{t().manager.change_action}</SubmitButton></div>
            </form>
        </section>
    }
}
