//! Tests of the store and the domain on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod http;
mod mail;
mod support;
mod world_is_sound;
