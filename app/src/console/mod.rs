//! The Admin Console of one organization.

mod events;
mod members;
mod settings;

pub use events::EventsPage;
pub use members::MembersPage;
pub use settings::SettingsPage;
