use leptos::prelude::*;
use server::model::access::Action;

use super::current::{Current, page};
use crate::{
    events::{EventLog, EventSource},
    i18n::t,
    ui::EmptyState,
};

/// What the provider's people did, at every client.
#[component]
pub fn EventsPage() -> impl IntoView {
    page(t().portal.event_log, content)
}

fn content(current: Current) -> AnyView {
    view! {
        <div class="page-head"><h1>{t().portal.event_log}</h1></div>
        {match current.why_not(Action::ProviderEventsRead) {
            Some(reason) => view! { <EmptyState icon="lock" title=t().portal.not_for_you text=reason /> }.into_any(),
            None => view! { <EventLog source=EventSource::Provider(current.id) /> }.into_any(),
        }}
    }
    .into_any()
}
