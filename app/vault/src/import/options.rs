use std::fmt;

use zeroize::Zeroizing;

use super::{Format, Limits, Target};
use crate::{SymmetricKey, item::Secret};

/// What an import needs to know beside the bytes.
#[derive(Default)]
pub struct Options<'a> {
    /// None: recognize it.
    pub format: Option<Format>,
    /// For protected exports and `KeePass` databases.
    pub password: Option<Secret>,
    /// For `KeePass` databases: the bytes of the key file.
    pub key_file: Option<Zeroizing<Vec<u8>>>,
    /// For exports that are restricted to an account or an organization: the keys that may open them.
    pub owners: Vec<&'a SymmetricKey>,
    /// For [`Format::GenericCsv`]: what each column is, in order. None: as [`preview`](super::preview) suggests.
    pub columns: Option<Vec<Target>>,
    pub limits: Limits,
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("format", &self.format).finish_non_exhaustive()
    }
}
