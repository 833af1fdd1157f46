use leptos::{prelude::*, task::spawn_local};

use super::{account_menu::AccountMenu, palette::FindButton, product::Product, switcher::ProductSwitch};
use crate::{
    i18n::t,
    session::{Lock, Session},
    ui::IconButton,
};

/// The bar of every page.
#[component]
pub(super) fn TopBar(product: Product, crumbs: ViewFn, nav_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <header class="top">
            <span class="nav-open">
                <IconButton icon="menu" label=t().shell.open_navigation on_press=move |()| nav_open.set(true) />
            </span>
            <ProductSwitch product=product />
            <div class="crumbs">{crumbs.run()}</div>
            <FindButton />
            <LockPill />
            <AccountMenu />
        </header>
    }
}

/// Whether the keys are in memory; a press changes it.
#[component]
fn LockPill() -> impl IntoView {
    let session = Session::get();
    let press = move |_| {
        if session.lock() == Lock::Unlocked {
            session.lock_now();
        } else {
            spawn_local(async move {
                session.unlock().await;
            });
        }
    };
    let words = move || match session.lock() {
        Lock::Unlocked => t().session.unlocked(session.minutes_left()),
        Lock::Locked => t().session.locked.to_owned(),
    };
    let hint = move || if session.lock() == Lock::Unlocked { t().shell.lock_now } else { t().shell.unlock_now };
    view! {
        <button type="button" class="lock" class:locked=move || session.lock() == Lock::Locked title=hint on:click=press>
            <span class="lock-words">{words}</span>
            <span class="sr-only">" · "{hint}</span>
        </button>
    }
}
