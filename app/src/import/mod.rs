//! Importing a file: choosing it, looking at what is in it, and sending what is chosen, encrypted. Into whose vault it goes, and what
//! is said to the server, the pages say that use it.

mod ask;
mod check;
mod choose;
mod file;
mod frame;
mod mapping;
mod rows;
mod send;
mod sending;
mod side;
mod wizard;
mod words;

pub use ask::{ask_import, clear_desk};
pub use check::CheckStep;
pub use choose::ChooseStep;
pub use frame::frame;
pub use rows::{columns, quiet};
pub use send::{Prepared, Stop, cut_again, patiently, prepare, seal, start};
pub use sending::{SendStep, unsent};
pub use side::side;
pub use wizard::{Step, Wizard};
pub use words::{format_name, key_text, kind_name, kinds_name};
