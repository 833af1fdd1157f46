//! The Admin Console of one organization.

mod access;
mod collections;
mod events;
mod groups;
mod import;
mod members;
mod settings;

pub use collections::CollectionsPage;
pub use events::EventsPage;
pub use groups::GroupsPage;
pub use import::ImportPage;
pub use members::MembersPage;
pub use settings::SettingsPage;
