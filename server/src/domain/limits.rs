//! Guessing limits per account and per address.
