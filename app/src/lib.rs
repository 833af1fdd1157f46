//! Castellan in the browser.

pub mod address;
pub mod console;
pub mod countdown;
pub mod events;
pub mod export;
pub mod failure;
pub mod i18n;
pub mod import;
pub mod live;
pub mod manager;
pub mod paged;
pub mod parts;
pub mod patience;
pub mod portal;
pub mod public;
pub mod routes;
pub mod search_field;
pub mod session;
pub mod shell;
pub mod ui;
pub mod undo;

pub use routes::App;
