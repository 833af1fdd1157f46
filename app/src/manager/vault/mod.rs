//! The vault in the browser: the person's own items, and those of the organizations that granted him collections.

mod actions;
mod belonging;
mod code;
mod destroy;
mod drawer;
mod export;
mod files;
mod filters;
mod folders;
mod form;
mod form_fields;
mod form_rows;
mod generator;
mod generator_page;
mod link;
mod opened;
mod page;
mod place;
mod protocol;
mod rows;
mod state;
mod texts;
mod words;
mod worker;

pub use generator_page::GeneratorPage;
pub use page::VaultPage;
