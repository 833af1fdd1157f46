//! What the pages about access share: the levels, a row of a list of access, and the field that finds somebody to give it to.

mod grantees;
mod levels;
mod row;

pub(super) use grantees::GranteeField;
pub(super) use levels::level_name;
pub(super) use row::{AccessRow, access_row};
