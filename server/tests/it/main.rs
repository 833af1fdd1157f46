//! Tests of the store and the domain on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod client_list;
mod clients;
mod people;
mod portal;
mod providers;
mod seats;
mod support;
mod world_is_sound;
