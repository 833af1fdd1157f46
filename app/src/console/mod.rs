//! The Admin Console of one organization.

mod collections;
mod events;
mod import;
mod members;
mod settings;

pub use collections::CollectionsPage;
pub use events::EventsPage;
pub use import::ImportPage;
pub use members::MembersPage;
pub use settings::SettingsPage;
