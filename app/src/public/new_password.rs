use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use worker::{Advice, Request, Response, Strength};

use crate::{
    i18n::t,
    session::ask,
    ui::{PasswordField, PasswordStrength},
};

const LENGTH_MIN: usize = 12;
/// The lowest score that is taken: "fair".
const SCORE_MIN: u8 = 2;

/// A new master password, typed twice and measured.
#[derive(Clone, Copy)]
pub struct NewPassword {
    password: RwSignal<String>,
    again: RwSignal<String>,
    strength: RwSignal<Option<PasswordStrength>>,
    error: RwSignal<Option<String>>,
    again_error: RwSignal<Option<String>>,
    /// What an attacker would try first: e-mail, name, company.
    known: Signal<Vec<String>>,
}

impl NewPassword {
    pub fn new(known: Signal<Vec<String>>) -> Self {
        Self {
            password: RwSignal::default(),
            again: RwSignal::default(),
            strength: RwSignal::default(),
            error: RwSignal::default(),
            again_error: RwSignal::default(),
            known,
        }
    }

    /// The password, if it may be used. Otherwise the fields say why not.
    pub async fn checked(self) -> Option<String> {
        let password = self.password.get_untracked();
        self.error.set(None);
        self.again_error.set(None);
        if password.chars().count() < LENGTH_MIN {
            self.error.set(Some(t().public.password_short.to_owned()));
            return None;
        }
        // Without the worker nothing can be derived either; that is said where it happens.
        if let Some(strength) = self.measured(&password).await
            && strength.score < SCORE_MIN
        {
            self.error.set(Some(t().public.password_weak.to_owned()));
            return None;
        }
        if password != self.again.get_untracked() {
            self.again_error.set(Some(t().public.password_differs.to_owned()));
            return None;
        }
        Some(password)
    }

    /// Empties both fields.
    pub fn clear(self) {
        self.password.set(String::new());
        self.again.set(String::new());
        self.strength.set(None);
    }

    async fn measured(self, password: &str) -> Option<Strength> {
        let request = Request::Strength { password: password.to_owned(), known: self.known.get_untracked() };
        match ask(request).await {
            Ok(Response::Strength(strength)) => Some(strength),
            _ => None,
        }
    }

    fn measure(self) {
        let password = self.password.get_untracked();
        if password.is_empty() {
            self.strength.set(None);
            return;
        }
        spawn_local(async move {
            let strength = self.measured(&password).await.map(|strength| PasswordStrength { score: strength.score, advice: strength.advice.map(in_words) });
            // The page may be gone, and the password may have changed meanwhile.
            if self.password.try_get_untracked().is_some_and(|now| now == password) {
                self.strength.set(strength);
            }
        });
    }
}

fn in_words(advice: Advice) -> &'static str {
    let texts = &t().public;
    match advice {
        Advice::Keyboard => texts.advice_keyboard,
        Advice::Repeats => texts.advice_repeats,
        Advice::Common => texts.advice_common,
        Advice::AlmostCommon => texts.advice_almost_common,
        Advice::Sequence => texts.advice_sequence,
        Advice::Date => texts.advice_date,
        Advice::SingleWord => texts.advice_single_word,
        Advice::Name => texts.advice_name,
        Advice::Capitals => texts.advice_capitals,
        Advice::Reversed => texts.advice_reversed,
        Advice::Substitutions => texts.advice_substitutions,
        Advice::MoreWords => texts.advice_more_words,
    }
}

/// Both fields.
#[component]
pub fn NewPasswordFields(
    state: NewPassword,
    #[prop(optional)] label: Option<&'static str>,
    #[prop(optional)] label_again: Option<&'static str>,
) -> impl IntoView {
    let mut measure = debounce(Duration::from_millis(150), move |()| state.measure());
    Effect::new(move |_| {
        state.password.track();
        measure(());
    });
    view! {
        <PasswordField
            label=label.unwrap_or(t().public.new_password)
            value=state.password
            autocomplete="new-password"
            hint=Some(t().public.password_hint.to_owned())
            error=state.error
            strength=state.strength
            on_input=move |_: String| state.error.set(None)
        />
        <PasswordField
            label=label_again.unwrap_or(t().public.new_password_again)
            value=state.again
            autocomplete="new-password"
            error=state.again_error
            on_input=move |_: String| state.again_error.set(None)
        />
    }
}
