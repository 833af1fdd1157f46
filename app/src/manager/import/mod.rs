//! Importing a file into the person's own vault.

mod done;
mod page;
mod part;
mod send;
mod side;
mod task;
mod unfinished;

pub use page::ImportPage;
