use leptos::{prelude::*, task::spawn_local};
use vault::generator::{CharacterKind, PasswordRecipe, PhraseRecipe, Recipe};
use worker::{VaultAnswer, VaultCall};

use super::worker::{ask_vault, key_text};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Checkbox, Field, FieldKind, IconButton, RadioCard, RadioCards, Toasts, copy_to_clipboard},
};

const PASSWORD: &str = "password";
const PHRASE: &str = "phrase";

/// Makes a password or passphrase in the worker. Inside a form it hands it over, on its page it is copied.
#[component]
pub(super) fn Generator(#[prop(into, optional)] on_use: Option<Callback<String>>) -> impl IntoView {
    let words = &t().vault_tools;
    let toasts = Toasts::get();
    let sort = RwSignal::new(PASSWORD.to_owned());
    let length = RwSignal::new("20".to_owned());
    let kinds = CharacterKind::ALL.map(|kind| (kind, RwSignal::new(true)));
    let is_legible = RwSignal::new(false);
    let count = RwSignal::new("6".to_owned());
    let separator = RwSignal::new("-".to_owned());
    let is_capitalized = RwSignal::new(false);
    let has_number = RwSignal::new(false);
    let made = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let again = RwSignal::new(0_u32);

    let recipe = move || {
        if sort.read().as_str() == PHRASE {
            let words = count.with(|count| count.trim().parse().unwrap_or_default());
            return Recipe::Phrase(PhraseRecipe { words, separator: separator.get(), is_capitalized: is_capitalized.get(), has_number: has_number.get() });
        }
        let length = length.with(|length| length.trim().parse().unwrap_or_default());
        let kinds = kinds.into_iter().filter(|(_, on)| on.get()).map(|(kind, _)| kind).collect();
        Recipe::Password(PasswordRecipe { length, kinds, is_legible: is_legible.get() })
    };
    // A new one for each change of the recipe.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        again.track();
        let recipe = recipe();
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        spawn_local(async move {
            let answer = ask_vault(VaultCall::Generate(recipe)).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(VaultAnswer::Text(text)) => {
                    problem.set(None);
                    made.set(text.as_str().to_owned());
                }
                Ok(_) => {}
                Err(crate::session::KeyError::Failed(worker::Failure::BadInput)) => {
                    made.set(String::new());
                    problem.set(Some(words.out_of_range.to_owned()));
                }
                Err(error) => problem.set(Some(key_text(error))),
            }
        });
    });

    let cards = vec![RadioCard::new(PASSWORD, words.password, words.password_note), RadioCard::new(PHRASE, words.phrase, words.phrase_note)];
    let kind_word = |kind| match kind {
        CharacterKind::Upper => words.upper,
        CharacterKind::Lower => words.lower,
        CharacterKind::Digits => words.digits,
        CharacterKind::Symbols => words.symbols,
    };
    let boxes = move || kinds.into_iter().map(|(kind, on)| view! { <Checkbox label=kind_word(kind) checked=on /> }).collect_view();
    let options = move || {
        if sort.read().as_str() == PHRASE {
            view! {
                <div class="columns">
                    <Field label=words.words value=count kind=FieldKind::Number hint=words.words_range.to_owned() />
                    <Field label=words.separator value=separator hint=words.separator_range.to_owned() optional=true />
                </div>
                <Checkbox label=words.capitals checked=is_capitalized />
                <Checkbox label=words.number checked=has_number />
            }
            .into_any()
        } else {
            view! {
                <Field label=words.length value=length kind=FieldKind::Number hint=words.length_range.to_owned() />
                <div class="generator-kinds">{boxes()}</div>
                <Checkbox label=words.legible checked=is_legible />
            }
            .into_any()
        }
    };
    let nothing_made = Signal::derive(move || made.read().is_empty().then(|| words.out_of_range.to_owned()));
    let main = move || {
        if let Some(on_use) = on_use {
            view! { <Button kind=ButtonKind::Primary disabled_because=nothing_made on_press=move |()| on_use.run(made.get_untracked())>{words.use_it}</Button> }
                .into_any()
        } else {
            let copy = move |()| copy_to_clipboard(made.get_untracked(), Some(toasts));
            view! { <Button kind=ButtonKind::Primary icon="copy" disabled_because=nothing_made on_press=copy>{words.copy}</Button> }.into_any()
        }
    };
    view! {
        <div class="stack generator">
            <div class="generator-made">
                <output class="secret" aria-label=words.result aria-live="polite">{move || made.get()}</output>
                <IconButton icon="refresh" label=words.again on_press=move |()| again.update(|again| *again = again.wrapping_add(1)) />
            </div>
            {move || problem.get().map(|text| view! { <p class="error" role="alert">{text}</p> })}
            <RadioCards label=words.sort value=sort cards=cards />
            {options}
            <div class="actions">{main()}</div>
        </div>
    }
}
