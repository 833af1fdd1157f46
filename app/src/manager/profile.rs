use leptos::{prelude::*, task::spawn_local};
use server::{
    api::account::update_account,
    model::{account::UpdateAccountRequest, text::Name},
};

use crate::{
    failure::failure_text,
    i18n::{said, t},
    session::Session,
    ui::{DateTime, Field, SubmitButton, Toasts},
};

/// The own name.
#[component]
pub(super) fn Profile() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let me = untrack(|| session.me());
    let name = RwSignal::new(me.as_ref().map(|me| me.name.clone()).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        let parsed = name.get_untracked().trim().parse::<Name>();
        error.set(parsed.as_ref().err().map(|error| said(&error.to_string())));
        let Ok(wanted) = parsed else { return };
        busy.set(true);
        spawn_local(async move {
            let request = UpdateAccountRequest { name: wanted.clone() };
            let mut result = session.call(|| update_account(request.clone())).await;
            if result.is_ok() {
                result = session.reload_me().await;
            }
            busy.try_set(false);
            match result {
                Ok(()) => toasts.done(t().manager.name_saved(wanted.as_str())),
                Err(reason) => {
                    error.try_set(Some(failure_text(&reason)));
                }
            }
        });
    };
    view! {
        <section class="card pad">
            <h2>{t().manager.profile}</h2>
            <form
                class="form-narrow"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Field label=t().manager.name value=name autocomplete="name" error=error on_input=move |_: String| error.set(None) />
                {me.map(|me| {
                    view! {
                        <dl class="facts">
                            <dt>{t().manager.email}</dt>
                            <dd>{me.email.to_string()}</dd>
                            <dt>{t().manager.member_since}</dt>
                            <dd><DateTime at=me.created_at.0 /></dd>
                        </dl>
                    }
                })}
                <div class="actions"><SubmitButton busy=busy>{t().manager.save}</SubmitButton></div>
            </form>
        </section>
    }
}
