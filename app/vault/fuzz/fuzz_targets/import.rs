//! Reads any bytes as the format that the binary is named after.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| vault_fuzz::import(env!("CARGO_BIN_NAME"), bytes));
