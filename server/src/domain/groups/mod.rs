//! Groups: members who have access to collections together.

mod create;
mod delete;
mod list;
mod record;
mod update;

pub use create::create;
pub use delete::delete;
pub use list::{get, list, members};
pub(in crate::domain) use record::{demand_groups, granted};
pub use update::update;
