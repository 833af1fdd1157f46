//! Items: what a vault holds, in the clear and encrypted.
//!
//! Both forms are one shape, [`Record`]: [`Item`] holds [`Secret`] text, [`EncryptedItem`] the encrypted strings of the
//! protocol. Each item has a key of its own; items of other clients without one open under the key of their owner.
//! Nothing that this version does not know leaves in the clear: a new item carries known fields only.

mod attachment;
mod base32;
mod cipher;
mod date;
mod details;
mod field;
mod form;
mod kind;
mod login;
mod passkey;
mod record;
mod sameness;
mod secret;
mod shape;
mod ssh;
mod texts;
mod totp;
mod unknown;

pub use attachment::Attachment;
pub use date::{from_micros, from_seconds};
pub use details::{BankAccount, Card, DriversLicense, Identity, Passport, SecureNote, SshKey};
pub use field::{Field, FieldKind, PastPassword};
pub use form::{Form, FormField, FormUri};
pub use kind::{ItemKind, Reprompt};
pub use login::{Login, Uri, UriMatch};
pub use passkey::Passkey;
pub use record::{EncryptedItem, Item, Record};
pub use secret::Secret;
pub(crate) use shape::Part;
pub use ssh::SshPublicKey;
pub use texts::is_guarded;
pub use totp::{Algorithm, Totp, TotpError};
pub use unknown::Unknown;
pub(crate) use unknown::wipe;
