//! Imports: files shaped as the products write them, and files that nobody should write.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests say what they expect")]

mod archives;
mod bitwarden_encrypted;
mod containers;
mod databases;
mod hostile;
mod mapping;
mod samples;
mod speed;
mod support;
mod survival;
