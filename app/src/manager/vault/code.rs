//! The one-time code of an item, counted down.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use worker::OneTimeCode;

use super::{opened::reveal_code, state::Vault};
use crate::{
    i18n::t,
    ui::{IconButton, copy_to_clipboard},
};

/// Asks the worker each second: the key of the codes never leaves it.
pub(super) fn code_row(vault: Vault, item: String) -> AnyView {
    let words = &t().vault_item;
    let code = RwSignal::new(None::<OneTimeCode>);
    let is_broken = RwSignal::new(false);
    let item = StoredValue::new(item);
    let ask = move || {
        let Some(item) = item.try_get_value() else { return };
        spawn_local(async move {
            // The drawer may have been closed meanwhile.
            match reveal_code(&item).await {
                Ok(now) => drop(code.try_set(Some(now))),
                Err(_) => drop(is_broken.try_set(true)),
            }
        });
    };
    ask();
    if let Ok(timer) = set_interval_with_handle(ask, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    // In two halves, as it is read out.
    let shown = move || {
        code.with(|code| {
            let text = code.as_ref().map_or("", |code| code.code.as_str());
            let half = text.len().div_ceil(2);
            text.split_at_checked(half).map_or_else(String::new, |(first, rest)| format!("{first} {rest}"))
        })
    };
    let copy = move |()| {
        if let Some(code) = code.get_untracked() {
            copy_to_clipboard(code.code.as_str().to_owned(), Some(vault.toasts));
        }
    };
    let left = move || code.with(|code| code.as_ref().map_or(0, |code| code.remaining));
    let period = move || code.with(|code| code.as_ref().map_or(30, |code| code.period)).to_string();
    let inside = move || {
        if is_broken.get() {
            return view! { <span class="item-value muted">{words.code_broken}</span> }.into_any();
        }
        view! {
            <span class="item-value item-code">
                <span class="secret">{shown}</span>
                <progress max=period value=move || left().to_string() aria-label=words.one_time_code></progress>
                <small>{move || words.code_seconds(left())}</small>
            </span>
        }
        .into_any()
    };
    view! {
        <div class="item-text">
            <dt>{words.one_time_code}</dt>
            <dd>
                {inside}
                <IconButton icon="copy" label=words.copy(words.one_time_code) on_press=copy />
            </dd>
        </div>
    }
    .into_any()
}
