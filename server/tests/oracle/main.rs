//! The access oracle: `docs/access.csv` against the real router, every action as every principal, on both engines.
//! And canaries: items that no provider user may ever get a byte of.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod calls;
mod calls_client;
mod calls_collections;
mod calls_groups;
mod calls_imports;
mod calls_items;
mod calls_provider;
mod canary;
mod collections;
mod csv;
mod foreign;
mod groups;
mod guards;
mod leak;
mod log;
mod principals;
mod protocol;
mod run;
mod scenarios;
mod special;
#[expect(dead_code, reason = "shared with the other tests, which use the rest")]
#[path = "../it/support.rs"]
mod support;
mod table;
