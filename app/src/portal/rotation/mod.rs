//! Changing the provider key: a card in the settings, and a reminder when somebody left who knew it.

mod change;
mod dialog;

use leptos::prelude::*;
use server::model::{access::Action, rotation::KeyState};

use super::{asking::Asking, current::Current};
use crate::{
    i18n::t,
    shell::CurrentProvider,
    ui::{Button, Callout, Tone},
};

/// The state of the key, as far as it is known. Tracks.
fn state() -> Option<KeyState> {
    CurrentProvider::get().view().and_then(|view| view.key.clone())
}

/// What the key is for, and the way to change it.
pub(super) fn card(current: Current) -> AnyView {
    let texts = &t().rotation;
    let asking = Asking::new();
    let blocked = current.why_not(Action::ProviderKeyRotate);
    let known = Memo::new(move |_| state());
    let ask = move |()| {
        if let Some(state) = known.get_untracked() {
            asking.ask(state);
        }
    };
    let blocked = Signal::derive(move || blocked.clone());
    view! {
        <section class="card pad stack narrow">
            <div>
                <h2>{texts.card}</h2>
                <p class="muted">{texts.card_text}</p>
            </div>
            {move || known.get().as_ref().and_then(note)}
            <div>
                <Button icon="key" disabled_because=blocked on_press=ask>
                    {move || if known.read().as_ref().is_some_and(|state| state.rotation.is_some()) { texts.go_on } else { texts.open }}
                </Button>
            </div>
        </section>
        {asking.view(move |state, opened| dialog::dialog(current, state, opened, Callback::new(|()| ())))}
    }
    .into_any()
}

/// Says on the page of the people that the key should be changed, and does it; people may wait for confirmation afterwards.
pub(super) fn reminder(current: Current, on_done: Callback<()>) -> AnyView {
    let texts = &t().rotation;
    let asking = Asking::new();
    let due = Memo::new(move |_| state().filter(|state| state.due_since.is_some()));
    let callout = move || {
        due.get().map(|state| {
            let text = note_text(&state);
            let actions = move || {
                view! {
                    <Button icon="key" on_press=move |()| asking.ask(state.clone())>
                        {texts.open}
                    </Button>
                }
            };
            view! { <Callout tone=Tone::Warn title=texts.due_title actions=actions>{text}</Callout> }
        })
    };
    view! {
        {callout}
        {asking.view(move |state, opened| dialog::dialog(current, state, opened, on_done))}
    }
    .into_any()
}

fn note(state: &KeyState) -> Option<AnyView> {
    if state.due_since.is_some() {
        let text = note_text(state);
        return Some(view! { <Callout tone=Tone::Warn title=t().rotation.due_title>{text}</Callout> }.into_any());
    }
    state.rotation.as_ref().map(|begun| {
        let text = t().rotation.begun(&begun.by);
        view! { <Callout>{text}</Callout> }.into_any()
    })
}

fn note_text(state: &KeyState) -> String {
    match &state.rotation {
        Some(begun) => t().rotation.begun(&begun.by),
        None => t().rotation.due_text.to_owned(),
    }
}
