//! Every text a person reads comes from here.
//!
//! **Read a text**: `t().ui.close`, or with values `t().ui.selected(3)`. A key that does not exist does not compile,
//! and neither does a call with the wrong values.
//!
//! **Add a text**: open the English file of the area (`en/portal.rs`, `en/console.rs`, …) and add one line:
//!
//! ```text
//! add_client = "Add client",                                        // t().portal.add_client
//! removed(name: &str) = "{name} was removed",                       // t().portal.removed("Ann")
//! clients(n: usize) = "{n} client" | "{n} clients",                 // t().portal.clients(42): one | other, by the first value
//! used_of(used: u64, total: u64) = "{used} of {total} used",        // numbers are grouped: 1,184
//! ```
//!
//! Then add it to the file of the same name in the folder of every other language (`de/portal.rs`). A forgotten key does
//! not compile; a test finds a text that was left in English or lost one of its values.
//!
//! **Add a file**, so that two people do not edit the same one: create `en/console_members.rs` that starts with
//! `texts! { ConsoleMembers { … } }`, the same beside it in every language with `texts! { for ConsoleMembers { … } }`, and
//! name it once in `areas!` in `macros.rs`. It is then `t().console_members`. Keep the list sorted; a file stays below
//! 400 lines.
//!
//! **Add a language**: a folder beside `de` with the same files, and a variant of [`Language`].
//!
//! **Refusals** come from the server as English sentences. [`said`] gives the words of the current language for them.
//!
//! Texts are read once, when a view is built. [`LanguageChoice::set`] therefore makes [`crate::App`] build the page anew
//! instead of tying every text to a signal.

#[macro_use]
mod macros;
#[cfg(test)]
mod complete;
mod de;
mod en;
mod language;
mod number;
mod refusal;

pub use en::Texts;
pub use language::{Language, LanguageChoice, t};
pub use number::{Shown, number, tenths};
pub use refusal::said;
