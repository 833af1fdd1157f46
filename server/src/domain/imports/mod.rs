//! Imports into an organization's vault: announced, sent in parts, held beside the vault until the organization's own people
//! accept them. What the organization's own people send is accepted as soon as it is complete.

mod accept;
mod app;
mod at_once;
mod begin;
mod finish;
mod list;
mod receipt;
mod record;
mod send;
mod ticket;
mod view;
mod withdraw;

pub use accept::{accept, items};
pub use app::{LentKey, lend_to_app, lent_keys};
pub use at_once::{ReadyImport, at_once, demand_app};
pub use begin::begin;
pub use finish::finish;
pub use list::list;
pub use receipt::receipt_key;
pub use send::send;
pub use ticket::key_ticket;
pub use withdraw::withdraw;
