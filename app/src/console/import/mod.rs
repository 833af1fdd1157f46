//! Importing: a file of another product becomes encrypted items here, in this browser; and what becomes of imports that were sent.

mod check;
mod choose;
mod drawer;
mod file;
mod history;
mod key;
mod mapping;
mod page;
mod problems;
mod receipt;
mod review;
mod review_page;
mod rows;
mod send;
mod sending;
mod settle;
mod side;
mod unfinished;
mod wizard;
mod words;

pub use page::ImportPage;
