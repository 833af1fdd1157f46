use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    i18n::{Language, LanguageChoice, t},
    ui::{Theme, ThemeChoice},
};

/// Around the pages without a session: one card in the middle, how it looks and in which language.
#[component]
pub fn PublicFrame() -> impl IntoView {
    view! {
        <div class="solo">
            <header>
                <a class="solo-brand" href="/">
                    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                        <path d="M4 21V7l2 0 0 3 3 0 0-3 6 0 0 3 3 0 0-3 2 0v14h-5v-5a3 3 0 0 0-6 0v5z"></path>
                    </svg>
                    {t().shell.product}
                </a>
            </header>
            <main class="solo-main"><Outlet /></main>
            <footer class="solo-foot"><ThemeButtons /><LanguageButtons /></footer>
        </div>
    }
}

/// The theme in three small buttons: this page asks for no drawing.
#[component]
fn ThemeButtons() -> impl IntoView {
    let choice = use_context::<ThemeChoice>();
    let button = move |theme: Theme, label: &'static str| {
        let pressed = move || choice.is_some_and(|choice| choice.get() == theme);
        let press = move |_| {
            if let Some(choice) = choice {
                choice.set(theme);
            }
        };
        view! { <button type="button" aria-pressed=move || if pressed() { "true" } else { "false" } on:click=press>{label}</button> }
    };
    view! {
        <div class="foot-buttons" role="group" aria-label=t().ui.theme>
            {button(Theme::System, t().ui.theme_system)}
            {button(Theme::Light, t().ui.theme_light)}
            {button(Theme::Dark, t().ui.theme_dark)}
        </div>
    }
}

/// The languages in the same way, each by its own name.
#[component]
fn LanguageButtons() -> impl IntoView {
    let choice = use_context::<LanguageChoice>();
    let button = move |language: Language| {
        let pressed = if language == Language::current() { "true" } else { "false" };
        let press = move |_| {
            if let Some(choice) = choice {
                choice.set(language);
            }
        };
        view! { <button type="button" lang=language.tag() aria-pressed=pressed on:click=press>{language.name()}</button> }
    };
    view! {
        <div class="foot-buttons" role="group" aria-label=t().shell.language>
            {Language::ALL.iter().map(|language| button(*language)).collect_view()}
        </div>
    }
}
