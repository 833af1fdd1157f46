//! Castellan in the browser.

pub mod i18n;
pub mod routes;
pub mod session;
pub mod ui;

pub use routes::App;
