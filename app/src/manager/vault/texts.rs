//! Texts of an open item: those in sight, and those that stay in the worker until somebody asks.

use leptos::{prelude::*, task::spawn_local};
use server::model::event::EventKind;
use worker::{Place, ShelfRow};

use super::{opened::reveal_text, state::Vault, worker::key_text};
use crate::{
    i18n::t,
    ui::{IconButton, copy_to_clipboard},
};

/// A text that may be seen.
pub(super) fn plain_row(vault: Vault, label: String, value: String) -> AnyView {
    let words = &t().vault_item;
    let (copied, called) = (value.clone(), label.clone());
    view! {
        <div class="item-text">
            <dt>{label}</dt>
            <dd>
                <span class="item-value">{value}</span>
                <IconButton icon="copy" label=words.copy(&called) on_press=move |()| copy_to_clipboard(copied.clone(), Some(vault.toasts)) />
            </dd>
        </div>
    }
    .into_any()
}

/// A text that is masked. It is in the page only while it is shown, and on the clipboard without having been in the page.
pub(super) fn masked_row(vault: Vault, row: StoredValue<ShelfRow>, label: String, place: Place) -> AnyView {
    let words = &t().vault_item;
    let shown = RwSignal::new(None::<String>);
    let place = StoredValue::new(place);
    let ask = move |then: Callback<String>| {
        let (item, place) = (row.with_value(|row| row.id.clone()), place.get_value());
        spawn_local(async move {
            match reveal_text(&item, place).await {
                Ok(text) => then.run(text.as_str().to_owned()),
                Err(error) => vault.toasts.error(key_text(error)),
            }
        });
    };
    let tell = move |what: Use| {
        if let Some(kind) = place.with_value(|place| what.of(place)) {
            row.with_value(|row| vault.tell(row, kind));
        }
    };
    let toggle = move |()| {
        if shown.with_untracked(Option::is_some) {
            return shown.set(None);
        }
        ask(Callback::new(move |text| {
            // The drawer may have been closed meanwhile.
            shown.try_set(Some(text));
            tell(Use::Revealed);
        }));
    };
    let copy = move |()| {
        ask(Callback::new(move |text| {
            copy_to_clipboard(text, Some(vault.toasts));
            tell(Use::Copied);
        }));
    };
    let (show_label, hide_label, copy_label) = (words.reveal(&label), words.hide(&label), words.copy(&label));
    let icon = Signal::derive(move || if shown.read().is_some() { "eye-off" } else { "eye" }.to_owned());
    let toggle_label = Signal::derive(move || if shown.read().is_some() { hide_label.clone() } else { show_label.clone() });
    let value = move || match shown.get() {
        Some(text) => view! { <span class="item-value secret">{text}</span> }.into_any(),
        None => view! { <span class="item-value secret masked"><span aria-hidden="true">"••••••••"</span><span class="sr-only">{words.masked}</span></span> }
            .into_any(),
    };
    view! {
        <div class="item-text">
            <dt>{label}</dt>
            <dd>
                {value}
                <IconButton icon=icon label=toggle_label on_press=toggle />
                <IconButton icon="copy" label=copy_label on_press=copy />
            </dd>
        </div>
    }
    .into_any()
}

/// What a person does with a masked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Revealed,
    Copied,
}

impl Use {
    /// How the log of an organization calls it.
    fn of(self, place: &Place) -> Option<EventKind> {
        use EventKind as K;
        let name = match place {
            Place::Text(name) => name.as_str(),
            Place::Field(_) => "",
            Place::Past(_) => return None,
        };
        let (revealed, copied) = match name {
            "password" => (K::ItemPasswordRevealed, K::ItemPasswordCopied),
            "code" => (K::ItemCardCodeRevealed, K::ItemCardCodeCopied),
            "number" => (K::ItemCardNumberRevealed, K::ItemFieldCopied),
            "account_number" => (K::ItemAccountNumberRevealed, K::ItemAccountNumberCopied),
            "pin" => (K::ItemPinRevealed, K::ItemPinCopied),
            "license_number" => (K::ItemLicenseNumberRevealed, K::ItemLicenseNumberCopied),
            "passport_number" => (K::ItemPassportNumberRevealed, K::ItemPassportNumberCopied),
            "swift_code" => (K::ItemSwiftCodeRevealed, K::ItemSwiftCodeCopied),
            "iban" => (K::ItemIbanRevealed, K::ItemIbanCopied),
            "national_identification_number" => (K::ItemNationalIdRevealed, K::ItemNationalIdCopied),
            _ => (K::ItemFieldRevealed, K::ItemFieldCopied),
        };
        Some(if self == Self::Revealed { revealed } else { copied })
    }
}
