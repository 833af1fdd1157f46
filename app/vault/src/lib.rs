//! The zero-knowledge core: keys, encrypted strings, fingerprints, items and importers.
//!
//! What is absent here, on purpose: input and output, the browser, the server, and any way to print a key.
//! RSA and PBKDF2 come from a [`Platform`]: `WebCrypto` in the browser, plain Rust ([`Host`]) in tests.
//! Every failure to open something is [`Error::Unopened`], whatever the reason.

pub mod account;
mod encrypted;
mod error;
pub mod export;
pub mod file;
mod fingerprint;
mod fold;
pub mod generator;
#[cfg(feature = "host")]
mod host;
pub mod import;
pub mod item;
mod kdf;
mod master_key;
pub mod organization;
mod platform;
mod private_key;
mod public_key;
mod random;
pub mod record;
pub mod seal;
mod symmetric_key;
#[cfg(test)]
mod vectors;

pub use encrypted::{Encrypted, EncryptedString, Sealed};
pub use error::Error;
pub use fold::fold;
#[cfg(feature = "host")]
pub use host::Host;
pub use kdf::Kdf;
pub use master_key::{MasterKey, StretchedKey};
pub use platform::{Platform, RsaPair};
pub use private_key::PrivateKey;
pub use public_key::PublicKey;
pub use symmetric_key::SymmetricKey;
pub use zeroize::Zeroizing;
