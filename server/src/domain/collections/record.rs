//! What is written about collections. Their names are not known here, so that an event names one by its id alone.

use crate::{
    access::ClientAccess,
    domain::{Error, Result, events::NewEvent},
    model::{
        collection::{AccessLevel, NAME_MAX},
        event::EventKind,
        id::CollectionId,
        key::Ciphertext,
    },
};

/// An event about a collection.
pub(super) fn event(client: &ClientAccess, kind: EventKind, collection: CollectionId) -> NewEvent {
    NewEvent { collection: Some(collection), ..NewEvent::in_client(client, kind, "Collection") }
}

/// A level in words for the log.
pub(in crate::domain) const fn level_words(level: AccessLevel) -> &'static str {
    match level {
        AccessLevel::View => "view items",
        AccessLevel::ViewHidden => "view items without passwords",
        AccessLevel::Edit => "edit items",
        AccessLevel::EditHidden => "edit items without passwords",
        AccessLevel::Manage => "manage the collection",
    }
}

/// Demands that a name is encrypted with the organization key and not longer than names are.
pub(super) fn check_name(name: &Ciphertext) -> Result<()> {
    if name.is_sealed() {
        return Err(Error::field("name", "The name is not encrypted as it must be. Reload the page and try again."));
    }
    if name.as_str().len() > NAME_MAX {
        return Err(Error::field("name", "The name is too long. Use a shorter one."));
    }
    Ok(())
}
