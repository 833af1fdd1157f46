//! Items of an organization's vault, as the server sees them: ciphertext and grants.

use super::{
    id::{CollectionId, ItemId, OrganizationId},
    key::Ciphertext,
    time::Micros,
};
use serde::{Deserialize, Serialize};

/// The most collections that one item is put into at once.
pub const COLLECTIONS_MAX: usize = 100;

/// An item: every field is ciphertext under the item's own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemData {
    /// Item key under the organization key (type 2).
    pub key: Ciphertext,
    pub name: Ciphertext,
    pub username: Option<Ciphertext>,
    pub password: Option<Ciphertext>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: ItemId,
    pub collections: Vec<CollectionId>,
    pub data: ItemData,
    pub created_at: Micros,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateItemRequest {
    pub organization: OrganizationId,
    /// At least one, each with an edit grant.
    pub collections: Vec<CollectionId>,
    pub data: ItemData,
}

/// Names one item of an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ItemRequest {
    pub organization: OrganizationId,
    pub item: ItemId,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListItemsRequest {
    pub organization: OrganizationId,
    pub cursor: Option<super::page::Cursor>,
}
