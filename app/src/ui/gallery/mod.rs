//! Every component in every state, for the eye and for the browser tests.
//!
//! The sample words stand in for what a page hands in. They are data, and so not in the text catalogue.

mod choices;
mod fields;
mod layers;
mod marks;
mod messages;
mod page;
mod rows;

pub use page::Gallery;
