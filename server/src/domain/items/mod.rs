//! Items: those of organizations, which a person touches by the grants of his membership, and everybody's own.

mod attachments;
mod content;
mod export;
mod folders;
mod grants;
pub(super) mod guard;
mod import;
mod list;
mod own;
pub mod pages;
mod refusal;
mod shared;
mod sync;
pub mod vault;
mod views;
mod write;

pub use attachments::{Expected, FileLimits, NewAttachment, Rewrapped, Sending, attach, detach, expect, follow, link, receive, sweep};
pub use content::{ItemContent, in_full};
pub use export::{begin_export, begin_own_export, export_after};
pub use folders::{create_folder, delete_folder, read_folder, rename_folder};
pub use import::{IMPORT_FOLDERS, IMPORT_ITEMS, OwnImport, import_own, import_part};
pub use list::{list, read};
pub use sync::{CollectionRow, OwnedItem, SYNC_ROWS, collections, folders_after, one, own_after, reached_after, revision};
pub use views::{TOLD, VIEWS_MAX, Viewed, record_views};
pub use write::{Change, NewItem, change_collections, create_item, destroy, mark, restore, share, trash, update};
