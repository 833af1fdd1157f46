//! `castellan demo`: a sample provider with its clients and people, laid down by the same commands that people use.
//!
//! The server cannot make keys, so the keys of the sample were made beforehand (`keys.json`, by `examples/demo_keys.rs`).
//! They really open; everybody's master password is [`PASSWORD`], so the sample is for looking at and never for secrets.

mod cast;
mod clients;
mod error;
mod keys;
mod load;
mod names;
mod play;
mod scene;
mod script;
mod staff;

pub use cast::{Cast, Member, PASSWORD, PairUse, SampleClient, StaffMember, Stage, cast};
pub use error::DemoError;
pub use keys::{AccountFixture, ClientFixture, Keys, Pair};
pub use load::{fill, load};
