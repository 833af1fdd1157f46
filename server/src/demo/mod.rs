//! `castellan demo`.
mod cast;
mod clients;
mod keys;
mod names;
pub use cast::{Cast, Member, PASSWORD, PairUse, SampleClient, Stage, StaffMember, cast};
pub use keys::{AccountFixture, ClientFixture, Keys, Pair};
