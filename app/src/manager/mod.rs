//! The Password Manager, as far as it goes: one's own account.

mod home;
mod security;

pub use home::HomePage;
pub use security::SecurityPage;
