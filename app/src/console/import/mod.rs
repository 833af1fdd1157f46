//! Importing into an organization: a file of another product becomes encrypted items here, in this browser; and what becomes of
//! imports that were sent.

mod drawer;
mod history;
mod key;
mod page;
mod present;
mod receipt;
mod review;
mod review_page;
mod send;
mod settle;
mod side;
mod task;
mod unfinished;
mod with_app;
mod words;

pub use page::ImportPage;
