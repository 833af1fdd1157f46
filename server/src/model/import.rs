//! Imports into an organization's vault: encrypted in the browser, sent in parts, held until the organization's own people accept them
//! where a provider user sent them.

use super::{
    id::{CollectionId, ImportId, ItemId, KeyTicketId, OrganizationId},
    key::{Ciphertext, Pin},
    page::Cursor,
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// The most items of one import.
pub const IMPORT_ITEMS_MAX: u32 = 20_000;
/// The most items of one part.
pub const PART_ITEMS_MAX: usize = 500;
/// The most bytes of the contents of one part together.
pub const PART_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most parts of one import.
pub const IMPORT_PARTS_MAX: u32 = 200;
/// The most collections of one import.
pub const IMPORT_COLLECTIONS_MAX: usize = 500;

/// Where items of an import go. Items name it by its place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportCollection {
    Existing(CollectionId),
    /// Its name under the organization key.
    New(Ciphertext),
}

/// What the browser found in the file. Numbers only: nothing here tells what an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    pub rows_read: u32,
    /// Rows that could not be understood.
    pub not_understood: u32,
    /// Items that were in the file more than once and are left out.
    pub twice: u32,
    /// Items that the person left out.
    pub left_out: u32,
}

/// Announces an import. Doing it again with the same id and the same content tells what has arrived so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BeginImportRequest {
    pub organization: OrganizationId,
    /// Made in the browser, so that it can go on after an interruption.
    pub import: ImportId,
    /// With the purpose [`KeyPurpose::Import`](super::organization::KeyPurpose::Import). Used up by the first announcement.
    pub ticket: KeyTicketId,
    /// The id of the format, as `vault::import::Format::id` says it.
    pub format: String,
    /// SHA-256 of the file.
    pub file_hash: Pin,
    pub counts: ImportCounts,
    /// Items in all parts together, 1 to [`IMPORT_ITEMS_MAX`].
    pub items: u32,
    /// How many parts follow, 1 to [`IMPORT_PARTS_MAX`]; enough that none has more than [`PART_ITEMS_MAX`] items.
    pub parts: u32,
    /// At least one, at most [`IMPORT_COLLECTIONS_MAX`].
    pub collections: Vec<ImportCollection>,
    /// The number of a ticket or order in the sender's own system, up to 100 characters.
    pub reference: String,
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// The parts that are here, in ascending order.
    pub received: Vec<u32>,
}

/// One item of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportItem {
    /// Places in the list of collections, at least one.
    pub collections: Vec<u16>,
    /// JSON of encrypted strings in the shape of the client protocol.
    pub content: String,
}

/// One part, with contents of at most [`PART_BYTES_MAX`] bytes together. Sending it again changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendImportPartRequest {
    pub organization: OrganizationId,
    pub import: ImportId,
    /// From 0.
    pub part: u32,
    /// 1 to [`PART_ITEMS_MAX`].
    pub items: Vec<ImportItem>,
}

/// Names one import of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportRequest {
    pub organization: OrganizationId,
    pub import: ImportId,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListImportsRequest {
    pub organization: OrganizationId,
    pub cursor: Option<Cursor>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportState {
    /// Parts are missing. Nobody sees its items; it is taken away a day after it was announced.
    Sending,
    /// Complete, sent by a provider user: its items are in no list until somebody accepts it.
    Held,
    /// Its items are in the vault.
    Accepted,
    /// The organization's people did not want it. Its items are gone.
    Discarded,
    /// The sender took it back. Its items are gone.
    Withdrawn,
}

/// An import as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub id: ImportId,
    pub state: ImportState,
    /// Who sent it, and for which provider if for one.
    pub sender: String,
    pub provider: Option<String>,
    pub begun_at: Micros,
    /// When the last part arrived.
    pub completed_at: Option<Micros>,
    /// When it was accepted, discarded or withdrawn, and by whom.
    pub decided_at: Option<Micros>,
    pub decided_by: Option<String>,
    pub format: String,
    pub file_hash: Pin,
    pub counts: ImportCounts,
    pub items: u32,
    /// Number of items by the protocol's number of their kind. Empty until it is complete.
    pub kinds: Vec<(u8, u32)>,
    pub collections: u32,
    /// Items that were in the vault before and were left out when it was accepted. Not for provider users: it tells what is in there.
    pub duplicates: Option<u32>,
    pub reference: String,
    /// The server's signature over the receipt, once the import is complete: `ed25519:` public key `:` signature, both in base64.
    pub signature: Option<String>,
    /// Whether the caller may take it back or discard it.
    pub may_withdraw: bool,
    /// Whether the caller may look at its items and accept them.
    pub may_accept: bool,
}

/// An item that waits to be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldItem {
    /// The id that it will have in the vault.
    pub id: ItemId,
    pub collections: Vec<u16>,
    /// JSON of encrypted strings in the shape of the client protocol.
    pub content: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeldItemsRequest {
    pub organization: OrganizationId,
    pub import: ImportId,
    pub cursor: Option<Cursor>,
}

/// Items of a held import, for those who decide about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldItems {
    /// All collections of the import, with each page.
    pub collections: Vec<ImportCollection>,
    pub rows: Vec<HeldItem>,
    pub next: Option<Cursor>,
}

/// Puts the items of a held import into the vault, but for those that are there already.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AcceptImportRequest {
    pub organization: OrganizationId,
    pub import: ImportId,
    pub duplicates: Vec<ItemId>,
}

/// Until when a provider user's app may fetch a client's key and import with it, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppTicket {
    /// None for the organization's own people: their apps have the key anyway.
    pub expires_at: Option<Micros>,
}
