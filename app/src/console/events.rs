use leptos::prelude::*;

use crate::{
    events::{EventLog, EventSource},
    i18n::t,
    shell::CurrentOrganization,
};

/// The event log of the organization: what its own people did, and all that its provider did.
#[component]
pub fn EventsPage() -> impl IntoView {
    let organization = CurrentOrganization::get();
    Effect::new(move |_| document().set_title(&t().console.events_title(&organization.view().name)));
    view! {
        <div class="page-head">
            <h1>{t().console.events}</h1>
        </div>
        <EventLog source=EventSource::Organization(organization.id) />
    }
}
