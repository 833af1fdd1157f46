//! Importing from other products: bytes in, items and a list of what could not be taken out.
//!
//! Nothing here reads a file or writes one, and nothing fails because of one bad row. What an importer does not know
//! becomes a custom field, so that nothing is silently lost. Texts for people never quote the file.

mod batch;
mod clean;
mod columns;
mod detect;
mod draft;
mod error;
mod format;
mod importers;
mod input;
mod limits;
mod options;
mod preview;
mod report;
mod run;
mod spill;
mod target;
mod text;

pub use batch::{Batch, Collection};
pub use error::{ImportError, Problem, Reason};
pub use format::Format;
pub use limits::Limits;
pub use options::Options;
pub use preview::{Preview, preview};
pub use report::{Imported, Report};
pub use run::import;
pub use target::Target;
pub use text::Encoding;

/// Lower-case hex SHA-256 of a file: by it a receipt names what was imported.
pub fn file_hash(bytes: &[u8]) -> String {
    crate::symmetric_key::to_hex(&<[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(bytes)))
}
