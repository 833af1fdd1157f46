use leptos::prelude::*;

use super::{MICROS_PER_SECOND, exact, now_micros, relative};

/// Current time in microseconds, refreshed now and then, so that "2 min ago" grows old by itself.
#[derive(Clone, Copy)]
pub(super) struct Clock(pub(super) ReadSignal<i64>);

/// A moment in words, with the exact time on hover. `at` is microseconds since 1970, UTC.
#[component]
pub fn DateTime(at: i64) -> impl IntoView {
    let clock = use_context::<Clock>();
    let words = move || {
        let now = clock.map_or_else(now_micros, |clock| clock.0.get());
        relative(at, now, local_offset(at))
    };
    let full = exact(at, local_offset(at));
    view! { <time class="time" title=full datetime=iso(at)>{words}</time> }
}

/// Minutes ahead of UTC at that moment where the browser is.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "milliseconds are exact in a double, offsets are below a day")]
fn local_offset(at: i64) -> i32 {
    let date = js_sys::Date::new(&((at / 1_000) as f64).into());
    -(date.get_timezone_offset() as i32)
}

/// Machine form, in whole seconds. Nothing for a moment that the browser cannot write.
#[expect(clippy::cast_precision_loss, reason = "milliseconds are exact in a double")]
fn iso(at: i64) -> Option<String> {
    let seconds = at.div_euclid(MICROS_PER_SECOND);
    let date = js_sys::Date::new(&((seconds * 1_000) as f64).into());
    date.get_time().is_finite().then(|| date.to_iso_string().into())
}
