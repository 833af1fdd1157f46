use leptos::prelude::*;
use server::model::access::Action;

use super::open_to;
use crate::{
    events::{EventLog, EventSource},
    i18n::t,
    shell::{CurrentOrganization, PageTitle},
};

/// The event log of the organization: what its own people did, and all that its provider did.
#[component]
pub fn EventsPage() -> impl IntoView {
    open_to(Action::ClientEventsRead, t().console.events, events)
}

fn events() -> AnyView {
    let organization = CurrentOrganization::get();
    view! {
        <PageTitle text=t().console.events />
        <div class="page-head">
            <h1>{t().console.events}</h1>
        </div>
        <EventLog source=EventSource::Organization(organization.id) />
    }
    .into_any()
}
