//! What imports are called.

use server::model::import::{ImportState, ImportView};

use crate::{i18n::t, ui::Tone};

pub(super) fn state_badge(state: ImportState) -> (Tone, &'static str) {
    let words = &t().imports;
    match state {
        ImportState::Sending => (Tone::Mute, words.state_sending),
        ImportState::Held => (Tone::Warn, words.state_held),
        ImportState::Accepted => (Tone::Good, words.state_accepted),
        ImportState::Discarded => (Tone::Mute, words.state_discarded),
        ImportState::Withdrawn => (Tone::Mute, words.state_withdrawn),
    }
}

pub(super) fn sender_of(import: &ImportView) -> String {
    match &import.provider {
        Some(provider) => t().imports.receipt_for(&import.sender, provider),
        None => import.sender.clone(),
    }
}
