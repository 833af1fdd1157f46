//! The Password Manager: the vault, and one's own account.

mod api_key;
mod derivation;
mod fingerprint;
mod home;
mod idle;
mod import;
mod locked;
mod password;
mod profile;
mod security;
mod sessions;
mod vault;
mod words;

pub use home::HomePage;
pub use import::ImportPage;
use locked::locked;
pub use security::SecurityPage;
pub use vault::{GeneratorPage, VaultPage};
