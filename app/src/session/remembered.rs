//! What this browser keeps between visits: no secret, and nothing that the server could not know.

use leptos::prelude::window;
use server::model::{key::Kdf, text::Email};

const SESSION: &str = "castellan.session";
const EMAIL: &str = "castellan.email";
const IDLE: &str = "castellan.idle";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden store only means that the browser forgets.
        let _ = storage.set_item(key, value);
    }
}

/// Whether a refresh cookie is likely there. Scripts cannot see the cookie itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HasSession {
    Yes,
    No,
}

pub(super) fn has_session() -> HasSession {
    if read(SESSION).is_some() { HasSession::Yes } else { HasSession::No }
}

pub(super) fn set_has_session(has: HasSession) {
    match (has, storage()) {
        (HasSession::Yes, _) => write(SESSION, "1"),
        (HasSession::No, Some(storage)) => {
            let _ = storage.remove_item(SESSION);
        }
        (HasSession::No, None) => {}
    }
}

/// The address of the last sign-in, for the form.
pub fn last_email() -> String {
    read(EMAIL).unwrap_or_default()
}

pub(super) fn remember_email(email: &Email) {
    write(EMAIL, email.as_str());
}

/// The key derivation that this browser last saw for an account: the server may not weaken it.
pub(super) fn pinned_kdf(email: &Email) -> Option<Kdf> {
    serde_json::from_str(&read(&format!("castellan.kdf.{email}"))?).ok()
}

pub(super) fn pin_kdf(email: &Email, kdf: Kdf) {
    if let Ok(text) = serde_json::to_string(&kdf) {
        write(&format!("castellan.kdf.{email}"), &text);
    }
}

/// After how many idle minutes the keys are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleMinutes(pub u32);

impl IdleMinutes {
    /// What can be chosen.
    pub const CHOICES: [u32; 4] = [5, 15, 30, 60];
    const DEFAULT: u32 = 15;

    /// The choice of this browser.
    pub fn get() -> Self {
        Self(read(IDLE).and_then(|text| text.parse().ok()).filter(|minutes| Self::CHOICES.contains(minutes)).unwrap_or(Self::DEFAULT))
    }

    /// Keeps a choice.
    pub fn set(self) {
        write(IDLE, &self.0.to_string());
    }
}
