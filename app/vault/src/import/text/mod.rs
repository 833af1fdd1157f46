//! The containers of exports: encodings, tables, JSON, XML, archives.

mod archive;
mod encoding;
mod json;
mod row;
mod table;
mod xml;

pub(crate) use archive::{is_archive, open as open_archive};
pub use encoding::Encoding;
pub(crate) use encoding::decode;
pub(crate) use json::{Json, list, members, text as json_text};
pub(crate) use row::Row;
pub(crate) use table::{Table, normalize};
pub(crate) use xml::{Node, parse as parse_xml};
