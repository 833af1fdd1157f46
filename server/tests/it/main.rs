//! Tests of the store and the domain on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod abuse;
mod accepting;
mod account;
mod api_keys;
mod attachments;
mod caller;
mod client_list;
mod clients;
mod collections;
mod configuration;
mod connections;
mod console_events;
mod demo;
mod groups;
mod http;
mod imports;
mod imports_accept;
mod imports_at_once;
mod imports_races;
mod imports_sending;
mod invitations;
mod item_log;
mod items;
mod live;
mod log_causes;
mod mail;
mod member_confirm;
mod member_races;
mod members;
mod organizations;
mod people;
mod portal;
#[expect(dead_code, reason = "shared with the measurements, which use the rest")]
#[path = "../../examples/figures/process.rs"]
mod process;
mod processes;
mod protocol;
mod providers;
mod registration;
mod rotation;
mod seats;
mod sessions;
mod setup;
mod signing_in;
mod support;
mod vault;
mod waiting;
#[expect(dead_code, reason = "shared with the measurements, which use the rest")]
#[path = "../../examples/figures/wire.rs"]
mod wire;
mod world_is_sound;
