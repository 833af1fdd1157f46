//! The Password Manager, as far as it goes: one's own account.

mod api_key;
mod derivation;
mod fingerprint;
mod home;
mod idle;
mod password;
mod profile;
mod security;
mod sessions;
mod words;

pub use home::HomePage;
pub use security::SecurityPage;
