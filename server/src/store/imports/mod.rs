//! Statements about imports: receipts, what waits to be accepted, and the way of it into the vault.

mod receipts;
mod staging;
mod vault;

pub use receipts::{ImportRow, Place, Settled, delete_of_provider, delete_unfinished, find, list, settle, take, unfinished};
pub use staging::{
    NewCollection, NewImport, NewItem, Part, complete, goes_beyond_grants, insert, insert_items, insert_part, kinds, part_hash, parts, received_items,
};
pub use vault::{HeldRow, StagedCollection, clear, collections, drop_items, goes_beyond_edits, held, is_collection_gone, make_collections, move_items};
