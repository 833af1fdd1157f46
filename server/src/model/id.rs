//! Ids: UUIDs, one type for each kind of row, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that is known to name such a row.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// Makes a new id of version 7: ordered by the time of its making.
            #[cfg(feature = "backend")]
            pub fn make() -> Self {
                Self(Uuid::now_v7())
            }

            /// The UUID itself.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A person with an account.
    UserId
    /// A signed-in browser.
    SessionId
    /// An MSP.
    ProviderId
    /// A person's row in a provider.
    ProviderUserId
    /// The row that links a client to its provider.
    LinkId
    /// An organization, client or not.
    OrganizationId
    /// A person's row in an organization.
    MemberId
    /// A collection of an organization.
    CollectionId
    /// A group of an organization's members.
    GroupId
    /// An item (cipher) of a vault.
    ItemId
    /// A file attached to an item.
    AttachmentId
    /// A file in the store of files.
    FileId
    /// A person's own folder.
    FolderId
    /// An entry of an event log.
    EventId
    /// An import into an organization's vault.
    ImportId
    /// A permission to use an organization's key once, for one purpose.
    KeyTicketId
    /// A change of a provider's key.
    RotationId
    /// Chosen by the browser for a command: the same key twice has one effect and one answer.
    IdempotencyKey
}
