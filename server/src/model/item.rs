//! Items as the server sees them: ciphertext and grants. Those of organizations and everybody's own have the same form.

use super::{
    event::EventKind,
    id::{CollectionId, FolderId, IdempotencyKey, ItemId, OrganizationId},
    key::Ciphertext,
    page::Cursor,
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// The most collections that one item is put into at once.
pub const COLLECTIONS_MAX: usize = 100;
/// The most items of one command over many.
pub const ITEMS_AT_ONCE: usize = 500;
/// Items of a page of a list, after the first.
pub const ITEM_ROWS: u32 = 500;
/// Items of the first page: few, so that they are decrypted and seen at once.
pub const FIRST_ITEM_ROWS: u32 = 50;

/// How much of each item a list carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// By what people know it again: names, addresses, nothing that is to be kept hidden.
    #[default]
    Face,
    Whole,
}

/// An item as a person sees it by his grants, or his own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: ItemId,
    /// None: the person's own.
    pub organization: Option<OrganizationId>,
    /// Those through which the person sees it.
    pub collections: Vec<CollectionId>,
    /// JSON of encrypted strings in the shape of the client protocol, as far as the person may see them.
    pub content: String,
    /// The person's own, also for an item of an organization.
    pub folder: Option<FolderId>,
    pub is_favorite: bool,
    pub may_edit: bool,
    /// Passwords are not in `content`.
    pub hides_passwords: bool,
    pub created_at: Micros,
    pub revised_at: Micros,
    /// Since when it has been in the trash.
    pub deleted_at: Option<Micros>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListItemsRequest {
    pub organization: OrganizationId,
    pub cursor: Option<Cursor>,
    #[serde(default)]
    pub detail: Detail,
}

/// Names one item of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
}

/// Names items of an organization, at most [`ITEMS_AT_ONCE`]. All or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ItemsRequest {
    pub organization: OrganizationId,
    pub items: Vec<ItemId>,
}

/// What the person does with an item for himself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemMarks {
    pub folder: Option<FolderId>,
    pub is_favorite: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateItemRequest {
    pub organization: OrganizationId,
    /// At least one, each with an edit grant.
    pub collections: Vec<CollectionId>,
    /// As in [`ItemView`].
    pub content: String,
    #[serde(flatten)]
    pub marks: ItemMarks,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
    pub content: String,
    #[serde(flatten)]
    pub marks: ItemMarks,
    /// [`ItemView::revised_at`] of what was changed.
    pub known_at: Micros,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
    #[serde(flatten)]
    pub marks: ItemMarks,
}

/// What the person did with an item, for the log of the organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
    pub kind: EventKind,
}

/// The organizations whose vaults are open to the person, with what is needed to read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultOrganization {
    pub id: OrganizationId,
    pub name: String,
    /// The organization key sealed to the person.
    pub key: Ciphertext,
    /// Nothing can be changed.
    pub is_suspended: bool,
    pub collections: Vec<VaultCollection>,
}

/// A collection that the person has a grant to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultCollection {
    pub id: CollectionId,
    pub name: Ciphertext,
    pub may_edit: bool,
    pub may_manage: bool,
}

/// One of the person's folders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderView {
    pub id: FolderId,
    pub name: Ciphertext,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListFoldersRequest {
    pub cursor: Option<Cursor>,
}

/// Gives an own item to an organization. It keeps its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShareItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
    /// 1 to [`COLLECTIONS_MAX`] that the member may edit.
    pub collections: Vec<CollectionId>,
    /// Encrypted for the organization, with the names and keys of all of its files.
    pub content: String,
    /// [`ItemView::revised_at`] of what was encrypted.
    pub known_at: Micros,
}

/// Puts an item into exactly these of the collections that the member may edit. Others that it is in keep it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
    pub collections: Vec<CollectionId>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListOwnItemsRequest {
    pub cursor: Option<Cursor>,
    #[serde(default)]
    pub detail: Detail,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OwnItemRequest {
    pub item: ItemId,
}

/// Names own items, at most [`ITEMS_AT_ONCE`]. All or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OwnItemsRequest {
    pub items: Vec<ItemId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateOwnItemRequest {
    pub content: String,
    #[serde(flatten)]
    pub marks: ItemMarks,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateOwnItemRequest {
    pub item: ItemId,
    pub content: String,
    #[serde(flatten)]
    pub marks: ItemMarks,
    /// [`ItemView::revised_at`] of what was changed.
    pub known_at: Micros,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkOwnItemRequest {
    pub item: ItemId,
    #[serde(flatten)]
    pub marks: ItemMarks,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateFolderRequest {
    pub name: Ciphertext,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameFolderRequest {
    pub folder: FolderId,
    pub name: Ciphertext,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FolderRequest {
    pub folder: FolderId,
}

/// One part of an import into the person's own vault. Nothing of it is in the vault before the last part has come; then all of it is. The
/// same part again has no further effect, within a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportOwnItemsRequest {
    /// Of the whole import. What has arrived of another one is forgotten.
    pub idempotency_key: IdempotencyKey,
    /// Which part this is, from 0 on.
    pub part: u16,
    /// 1 to [`OWN_IMPORT_PARTS_MAX`].
    pub parts: u16,
    /// Those that items of this part go into.
    pub folders: Vec<ImportFolder>,
    /// 1 to [`PART_ITEMS_MAX`](super::import::PART_ITEMS_MAX), with contents of at most
    /// [`PART_BYTES_MAX`](super::import::PART_BYTES_MAX) bytes together.
    pub items: Vec<ImportOwnItem>,
}

/// A folder of an import. Items name it by its place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ImportFolder {
    Present(FolderId),
    /// Its name under the user key. In several parts, the same text means the same folder.
    New(Ciphertext),
}

/// One item of an import into the person's own vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOwnItem {
    /// Place in the list of folders.
    pub folder: Option<u16>,
    pub is_favorite: bool,
    /// JSON of encrypted strings in the shape of the client protocol. Its `archivedDate` marks the item.
    pub content: String,
}

/// The most parts of one import into the person's own vault.
pub const OWN_IMPORT_PARTS_MAX: u16 = 100;
