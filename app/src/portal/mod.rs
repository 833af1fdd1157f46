//! The Provider Portal: one folder or file for each page.

mod asking;
mod clients;
mod current;
mod events;
mod form;
mod people;
mod plan;
mod rotation;
mod settings;

pub use clients::ClientsPage;
pub use events::EventsPage;
pub use people::PeoplePage;
pub use plan::PlanPage;
pub use settings::SettingsPage;
