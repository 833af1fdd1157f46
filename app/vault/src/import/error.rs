use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file could not be imported at all. Says nothing of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ImportError {
    /// No importer knows it.
    #[error("this file is not an export that we know; choose the format yourself if you know it")]
    Unrecognized,
    /// The chosen or detected format does not fit the bytes, or they are damaged.
    #[error("the file is damaged or not of this format")]
    Malformed,
    /// Bytes beyond the limit.
    #[error("the file is too large")]
    TooLarge,
    /// Rows, values, elements or files beyond the limit.
    #[error("the file holds too much; split it and import the parts")]
    TooMany,
    /// Columns beyond the limit.
    #[error("the file has too many columns")]
    TooManyColumns,
    /// Nesting beyond the limit.
    #[error("the file is nested too deeply")]
    TooDeep,
    /// Inflates beyond the limit.
    #[error("the archive unpacks to far more than its size")]
    Bomb,
    /// A document type or entities of its own.
    #[error("the file declares entities, which we refuse to expand")]
    Entities,
    /// Nothing in it.
    #[error("there is nothing to import in this file")]
    Empty,
    /// The file is encrypted and no password (or key file, or key) was given.
    #[error("this file is protected; enter its password")]
    PasswordNeeded,
    /// The file is encrypted under the key of an account or organization, and that key was not given.
    #[error("this file opens only with the key of the account or organization that exported it")]
    KeyNeeded,
    /// The password, key file or key does not open it.
    #[error("the password or key does not open this file")]
    WrongPassword,
    /// A cipher or version that this importer does not have, or a key derivation beyond the ceiling.
    #[error("this file is encrypted in a way that we do not support")]
    Unsupported,
    /// The platform failed.
    #[error("the browser cannot do this now")]
    Platform,
}

impl From<crate::Error> for ImportError {
    fn from(error: crate::Error) -> Self {
        match error {
            crate::Error::Unopened => Self::WrongPassword,
            crate::Error::KdfOutOfRange => Self::Unsupported,
            crate::Error::BadInput => Self::Malformed,
            crate::Error::Platform => Self::Platform,
        }
    }
}

/// Something in the file that was not imported, or not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Row of the table (the header is 1) or number of the item in the file, from 1. 0: the file as a whole.
    pub row: usize,
    pub reason: Reason,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            0 => write!(f, "{}", self.reason),
            row => write!(f, "row {row}: {}", self.reason),
        }
    }
}

/// What was wrong, in plain words that never quote the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    #[error("it holds nothing")]
    Empty,
    #[error("it is not what this format has there")]
    Unreadable,
    #[error("it does not open with this key")]
    Unopened,
    #[error("the name is too long")]
    NameTooLong,
    #[error("the name of its folder is too long")]
    FolderTooLong,
    #[error("the notes are too long")]
    NotesTooLong,
    #[error("one of its texts is too long")]
    TextTooLong,
    #[error("it has too many custom fields")]
    TooManyFields,
    #[error("it was in the trash and is left out")]
    Trashed,
    #[error("its passkey cannot be moved; make a new one on the site")]
    Passkey,
    #[error("attached files are not imported")]
    Attachments,
    #[error("it points to another entry that the file does not have, and keeps that as it is written")]
    Reference,
    #[error("its links to other records are left out")]
    Links,
    #[error("the file seems to be cut off here")]
    CutOff,
    #[error("this part of the file is left out")]
    PartLeftOut,
}
