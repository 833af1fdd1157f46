use leptos::prelude::*;
use server::model::{event::EventFilter, time::Micros};

use super::{EventSource, group::kinds_of};
use crate::address::{Address, Step};

pub(super) const SEARCH: &str = "search";
pub(super) const GROUP: &str = "group";
pub(super) const ACTOR: &str = "actor";
pub(super) const MEMBER: &str = "member";
pub(super) const CLIENT: &str = "client";
pub(super) const FROM: &str = "from";
pub(super) const UNTIL: &str = "until";

/// The filter as the URL says it. Tracks changes.
pub(super) fn filter_of(address: Address, source: EventSource) -> EventFilter {
    EventFilter {
        from: midnight(&address.get(FROM)).map(Micros),
        // The last day counts as a whole.
        until: midnight(&address.get(UNTIL)).map(|at| Micros(at + Micros::DAY - 1)),
        kinds: kinds_of(source, &address.get(GROUP)),
        actor: address.parse(ACTOR),
        member: address.parse(MEMBER),
        client: address.parse(CLIENT),
        search: address.get(SEARCH),
    }
}

/// Whether anything is filtered at all. Tracks changes.
pub(super) fn is_filtered(address: Address) -> bool {
    [SEARCH, GROUP, ACTOR, MEMBER, CLIENT, FROM, UNTIL].iter().any(|name| !address.get(name).is_empty())
}

pub(super) fn clear(address: Address) {
    address.change(Step::Push, &[(SEARCH, ""), (GROUP, ""), (ACTOR, ""), (MEMBER, ""), (CLIENT, ""), (FROM, ""), (UNTIL, "")]);
}

/// Where the day of a date field begins for the person: microseconds since 1970, UTC.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a calendar date fit into 63 bits with room to spare")]
fn midnight(day: &str) -> Option<i64> {
    if day.is_empty() {
        return None;
    }
    // With a time and without a zone the browser reads it as local time.
    let date = js_sys::Date::new(&format!("{day}T00:00:00").into());
    let millis = date.get_time();
    millis.is_finite().then_some(millis as i64 * 1_000)
}

/// The day of a field for a date, tied to a parameter of the URL.
pub(super) fn date_field(address: Address, label: &'static str, name: &'static str) -> AnyView {
    let id = crate::ui::unique_id("date");
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <input
                type="date"
                id=id
                prop:value=move || address.get(name)
                on:change=move |event| address.change(Step::Push, &[(name, &event_target_value(&event))])
            />
        </div>
    }
    .into_any()
}
