use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::{Language, LanguageChoice, t},
    session::Session,
    ui::{Choice, Icon, Monogram, MonogramShape, Select, ThemePicker, unique_id},
};

/// The person signed in: who, how the page looks, and the way out.
#[component]
pub(super) fn AccountMenu() -> impl IntoView {
    let session = Session::get();
    let id = unique_id("account");
    let name = move || session.me().map(|me| shown_name(&me.name, me.email.as_str())).unwrap_or_default();
    let email = move || session.me().map(|me| me.email.to_string()).unwrap_or_default();
    let user = move || session.me().map(|me| me.id.to_string()).unwrap_or_default();
    let sign_out = move |_| {
        spawn_local(async move {
            session.sign_out().await;
            // A fresh page: nothing of this person stays in the memory of the tab. Cannot fail for a path of our own.
            let _ = window().location().replace("/sign-in");
        });
    };
    view! {
        <button type="button" class="me-button" popovertarget=id.clone() aria-haspopup="dialog">
            {move || view! { <Monogram id=user() name=name() shape=MonogramShape::Round /> }}
            <span class="sr-only">{move || t().shell.account_menu(&name())}</span>
        </button>
        <div class="popover account-panel" id=id popover="auto" role="group" aria-label=t().shell.your_account>
            <div class="account-who">
                <b>{name}</b>
                <small>{email}</small>
            </div>
            <ThemePicker />
            <LanguagePicker />
            <hr />
            <a class="menu-item" href="/vault/account"><Icon name="person" /><span>{t().shell.your_account}</span></a>
            <a class="menu-item" href="/vault/security"><Icon name="key" /><span>{t().shell.security}</span></a>
            <button type="button" class="menu-item" on:click=sign_out><Icon name="sign-out" /><span>{t().shell.sign_out}</span></button>
        </div>
    }
}

/// The name, or the address while there is none.
pub(super) fn shown_name(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { name.to_owned() }
}

/// Chooses the language.
#[component]
fn LanguagePicker() -> impl IntoView {
    let choice = use_context::<LanguageChoice>();
    let value = RwSignal::new(Language::current().tag().to_owned());
    let choices: Vec<_> = Language::ALL.iter().map(|language| Choice::new(language.tag(), language.name())).collect();
    let pick = move |tag: String| {
        if let (Some(choice), Some(language)) = (choice, Language::parse(&tag)) {
            choice.set(language);
        }
    };
    view! { <Select label=t().shell.language value=value choices=choices on_change=pick /> }
}
