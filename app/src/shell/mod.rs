//! The frame of every page: top bar, product switcher, client picker, navigation, client banner, command palette.

mod frame;

pub use frame::{ConsoleFrame, ManagerFrame, PortalFrame, PublicFrame};
