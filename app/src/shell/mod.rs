//! The frame of every page: top bar, product switcher, client picker, navigation, client banner, command palette.

mod account_menu;
mod banner;
mod client_picker;
mod console_frame;
mod current;
mod frame;
mod guard;
mod home;
mod manager_frame;
mod navigation;
mod palette;
mod palette_rows;
mod pick;
mod portal_frame;
mod problem;
mod product;
mod public_frame;
mod recent;
mod search;
mod switcher;
mod title;
mod top_bar;

pub use console_frame::ConsoleFrame;
pub use current::{CurrentOrganization, CurrentProvider};
pub use home::{HomeRedirect, SetupState, administers, after_sign_in, home_path, setup_state};
pub use manager_frame::ManagerFrame;
pub use portal_frame::PortalFrame;
pub use problem::Problem;
pub use public_frame::PublicFrame;
pub use title::PageTitle;
