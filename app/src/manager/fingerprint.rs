use leptos::{prelude::*, task::spawn_local};

use crate::{
    failure::failure_text,
    i18n::t,
    public::Notice,
    session::{Session, SignInError},
    ui::{Button, FingerprintPhrase},
};

#[derive(Clone, PartialEq, Eq)]
enum Shown {
    No,
    Waiting,
    Phrase(String),
}

/// The five words of the own public key.
#[component]
pub(super) fn FingerprintCard() -> impl IntoView {
    let session = Session::get();
    let shown = RwSignal::new(Shown::No);
    let notice = RwSignal::new(None::<String>);
    let show = move |()| {
        notice.set(None);
        shown.set(Shown::Waiting);
        spawn_local(async move {
            let phrase = session.own_phrase().await;
            let (next, problem) = match phrase {
                Ok(Some(phrase)) => (Shown::Phrase(phrase), None),
                Ok(None) => (Shown::No, None),
                Err(SignInError::Refused(error)) => (Shown::No, Some(failure_text(&error))),
                Err(other) => (Shown::No, Some(other.message())),
            };
            shown.try_set(next);
            notice.try_set(problem);
        });
    };
    let phrase = Signal::derive(move || match shown.get() {
        Shown::Phrase(phrase) => Some(phrase),
        Shown::No | Shown::Waiting => None,
    });
    view! {
        <section class="card pad">
            <h2>{t().manager.fingerprint}</h2>
            <p class="muted">{t().manager.fingerprint_text}</p>
            <Notice text=notice />
            {move || {
                if shown.get() == Shown::No {
                    view! { <div class="line"><Button icon="key" on_press=show>{t().manager.fingerprint_show}</Button></div> }.into_any()
                } else {
                    view! { <FingerprintPhrase label="" phrase=phrase /> }.into_any()
                }
            }}
        </section>
    }
}
