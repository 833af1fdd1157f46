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

use leptos::prelude::*;
use server::model::access::Action;

use crate::{
    i18n::t,
    shell::{CurrentOrganization, PageTitle},
    ui::EmptyState,
};

/// A page for whoever the rule table opens it to. Others are told so, and nothing is asked of the server.
fn open_to(action: Action, title: &'static str, page: fn() -> AnyView) -> AnyView {
    let organization = CurrentOrganization::get();
    let is_open = Memo::new(move |_| organization.may(action));
    let view = move || {
        if is_open.get() {
            return page();
        }
        view! {
            <PageTitle text=title />
            <EmptyState icon="lock" title=t().console.not_for_you text=t().console.not_for_you_text alone=true />
        }
        .into_any()
    };
    view.into_any()
}
