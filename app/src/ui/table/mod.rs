//! A table for any number of rows: only those in sight are in the document.

mod column;
mod focus;
mod head;
mod picker;
mod row;
mod rows;
mod selection;
mod view;
mod window;

pub use column::{Column, Direction, Sort};
pub use picker::{ColumnPicker, visible_columns};
pub use rows::{LoadState, Rows};
pub use selection::Selection;
pub use view::Table;
