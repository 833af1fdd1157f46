use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::account_menu::LanguagePicker;
use crate::{
    i18n::t,
    ui::{Theme, ThemeChoice},
};

/// Around the pages without a session: one card in the middle, and how it looks.
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
            <footer class="solo-foot"><ThemeButtons /><LanguagePicker /></footer>
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
        <div class="theme-buttons" role="group" aria-label=t().ui.theme>
            {button(Theme::System, t().ui.theme_system)}
            {button(Theme::Light, t().ui.theme_light)}
            {button(Theme::Dark, t().ui.theme_dark)}
        </div>
    }
}
