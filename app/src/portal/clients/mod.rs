//! The clients of a provider.

mod add_existing;
mod bulk_tag;
mod cells;
mod columns;
mod create;
mod filter;
mod kpis;
mod menu;
mod page;
mod rename;
mod seat_sum;
mod seats;
mod state;
mod suspend;
mod tags;
mod tags_field;
mod unlink;

pub use page::ClientsPage;
pub(super) use state::plan_name;
