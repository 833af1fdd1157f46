use leptos::prelude::*;
use server::{
    api::events::organization_events,
    model::{
        event::{EventFilter, OrganizationEventsRequest},
        id::{MemberId, OrganizationId},
        time::Micros,
    },
};

use super::{EventSource, row::row_view};
use crate::{
    i18n::t,
    paged::Paged,
    session::Session,
    ui::{Callout, EmptyState, LoadState, Pager, Skeleton, Tone, now_micros},
};

/// What concerned one member within the last year, newest first.
#[component]
pub fn MemberActivity(organization: OrganizationId, member: MemberId) -> impl IntoView {
    const YEAR: i64 = 365 * Micros::DAY;
    let session = Session::get();
    let list = Paged::new();
    let load = move |cursor| async move {
        let filter = EventFilter { from: Some(Micros(now_micros() - YEAR)), member: Some(member), ..EventFilter::default() };
        let request = OrganizationEventsRequest { organization, filter, cursor };
        session.call(|| organization_events(request.clone())).await
    };
    list.start(load(None));
    let rows = move || list.rows().get().into_iter().map(|event| row_view(event, EventSource::Organization(organization))).collect_view();
    view! {
        {move || match list.state().get() {
            LoadState::Failed(reason) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
            LoadState::Loading => view! { <Skeleton lines=4 /> }.into_any(),
            LoadState::Ready if list.rows().with(Vec::is_empty) => {
                view! { <EmptyState icon="list" title=t().events.nothing text=t().events.nothing_hint /> }.into_any()
            }
            LoadState::Ready | LoadState::Refreshing | LoadState::LoadingMore => ().into_any(),
        }}
        <ol class="events">{rows}</ol>
        <Pager
            shown=Signal::derive(move || list.rows().with(Vec::len))
            has_more=Signal::derive(move || list.has_more())
            busy=Signal::derive(move || matches!(list.state().get(), LoadState::Refreshing | LoadState::LoadingMore))
            on_more=move |()| list.more(load(list.next()))
        />
    }
}
