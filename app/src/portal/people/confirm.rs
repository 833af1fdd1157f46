use leptos::{prelude::*, task::spawn_local};
use server::{
    api::people::{confirm_person, person_public_key},
    model::{
        access::Action as Rule,
        error::{ApiError, ErrorCode},
        id::{ProviderUserId, UserId},
        key::{Pin, PublicKey},
        person::{ConfirmPersonRequest, PersonRequest, PersonView},
    },
};
use worker::{Request, Response};

use super::state::{People, name_of};
use crate::{
    failure::{Failure, failure_text},
    i18n::t,
    portal::form::{send_wrapped, unexpected, with_keys},
    session::ask,
    ui::{Button, ButtonKind, Callout, Checkbox, FingerprintPhrase, Toasts, Tone},
};

/// The key that the server hands out for a person, and what stands for it. What is shown is what is sealed to.
#[derive(Clone)]
struct Shown {
    user: UserId,
    public_key: PublicKey,
    phrase: String,
    pin: String,
    /// The pin of another key that somebody compared before.
    replaces: Option<Pin>,
}

/// Compares the fingerprint phrase and confirms: the provider key is sealed to the very key that was shown.
pub(super) fn panel(people: People, person: &PersonView) -> AnyView {
    let texts = &t().portal_people;
    let name = name_of(person);
    let id = person.id;
    let toasts = Toasts::get();
    let failure = Failure::new();
    let busy = RwSignal::new(false);
    let shown = RwSignal::new(None::<Result<Shown, String>>);
    spawn_local(async move {
        let answer = load(people, id).await;
        shown.try_set(Some(answer.map_err(|error| failure_text(&error))));
    });
    let phrase = Signal::derive(move || shown.read().as_ref().and_then(|shown| shown.as_ref().ok()).map(|shown| shown.phrase.clone()));
    let differs = move || matches!(&*shown.read(), Some(Ok(key)) if key.replaces.is_some());
    let compared = RwSignal::new(false);
    let blocked = {
        let reason = people.current.why_not(Rule::ProviderUsersConfirm);
        Signal::derive(move || {
            let unread = || phrase.read().is_none().then(|| texts.phrase_first.to_owned());
            reason.clone().or_else(unread).or_else(|| (differs() && !compared.get()).then(|| t().forms.compare_anew.to_owned()))
        })
    };
    let called = name.clone();
    let confirm = move |()| {
        let Some(Ok(key)) = shown.get_untracked() else { return };
        let name = called.clone();
        failure.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = seal_and_confirm(people, id, key).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(t().portal_people.confirmed_done(&name));
                    people.changed();
                }
                Err(error) => failure.show(error),
            }
        });
    };
    let label = texts.compare_phrase(&name);
    let anew = t().forms.compared_anew(&name);
    let warnings = move || match shown.get() {
        Some(Err(reason)) => Some(view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any()),
        Some(Ok(shown)) if shown.replaces.is_some() => {
            Some(view! { <Callout tone=Tone::Warn title=texts.key_differs>{texts.key_differs_text}</Callout> }.into_any())
        }
        _ => None,
    };
    view! {
        <section class="confirm-panel">
            {failure.rest(&[])}
            {warnings}
            {move || (!matches!(&*shown.read(), Some(Err(_)))).then(|| view! { <FingerprintPhrase label=label.clone() phrase=phrase /> })}
            <p class="muted">{texts.compare_text}</p>
            {move || differs().then(|| view! { <Checkbox label=anew.clone() checked=compared /> })}
            <div>
                <Button kind=ButtonKind::Primary icon="check" busy=busy disabled_because=blocked on_press=confirm>
                    {texts.confirm}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

async fn load(people: People, person: ProviderUserId) -> Result<Shown, ApiError> {
    let request = PersonRequest { provider: people.current.id, person };
    let key = people.session.call(|| person_public_key(request.clone())).await?;
    let fingerprint = Request::Fingerprint { subject_id: key.user_id.to_string(), public_key: key.public_key.as_str().to_owned() };
    let Ok(Response::Fingerprint(made)) = ask(fingerprint).await else { return Err(unexpected(())) };
    let replaces = key.pinned.filter(|pinned| pinned.as_str() != made.pin);
    Ok(Shown { user: key.user_id, public_key: key.public_key, phrase: made.phrase, pin: made.pin, replaces })
}

async fn seal_and_confirm(people: People, person: ProviderUserId, shown: Shown) -> Result<(), ApiError> {
    let provider_id = people.current.id.to_string();
    let seal =
        || Request::SealProviderKey { provider_id: provider_id.clone(), user_id: shown.user.to_string(), public_key: shown.public_key.as_str().to_owned() };
    let Response::SealedProviderKey { key, revision, pin, record } = with_keys(people.session, seal).await? else { return Err(unexpected(())) };
    if pin != shown.pin {
        return Err(ApiError::new(ErrorCode::KeyChanged, t().portal_people.other_key));
    }
    let request = ConfirmPersonRequest {
        provider: people.current.id,
        person,
        key: key.try_into().map_err(unexpected)?,
        key_revision: revision,
        pin: pin.try_into().map_err(unexpected)?,
        replaces: shown.replaces,
        record: Some(record.try_into().map_err(unexpected)?),
    };
    send_wrapped(people.session, || confirm_person(request.clone())).await
}
