//! Castellan in the browser.

pub mod console;
pub mod i18n;
pub mod manager;
pub mod portal;
pub mod public;
pub mod routes;
pub mod session;
pub mod shell;
pub mod ui;

pub use routes::App;
