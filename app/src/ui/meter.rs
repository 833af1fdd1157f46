use leptos::prelude::*;

use crate::i18n::t;

/// How much of a limit is used: "48 of 50 used".
#[component]
pub fn Meter(
    #[prop(into)] label: String,
    used: u64,
    total: u64,
    /// As wide as what is around it.
    #[prop(optional)]
    wide: bool,
    /// Words beside the bar instead of "… of … used".
    #[prop(into, optional)]
    text: Option<String>,
) -> impl IntoView {
    let words = text.unwrap_or_else(|| t().ui.used_of(used, total));
    let spoken = words.clone();
    view! {
        <div
            class=format!("meter {}", level_of(used, total))
            class:wide=wide
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=total.to_string()
            aria-valuenow=used.min(total).to_string()
            aria-valuetext=spoken
        >
            <div><i style:width=format!("{}%", share(used, total))></i></div>
            <small>{words}</small>
        </div>
    }
}

fn level_of(used: u64, total: u64) -> &'static str {
    if used >= total {
        "full"
    } else if share(used, total) >= 90 {
        "high"
    } else {
        "ok"
    }
}

/// Whole per cent, rounded down, at most 100. Nothing of nothing is full.
pub(super) fn share(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).map_or(100, |share| share.min(100))
}

#[cfg(test)]
mod tests {
    use super::{level_of, share};

    #[test]
    fn a_limit_is_full_only_when_nothing_is_left() {
        assert_eq!(level_of(50, 50), "full");
        assert_eq!(level_of(51, 50), "full");
        assert_eq!(level_of(49, 50), "high");
        assert_eq!(level_of(44, 50), "ok");
        assert_eq!(level_of(0, 0), "full");
    }

    #[test]
    fn the_bar_never_leaves_its_track() {
        assert_eq!(share(1, 3), 33);
        assert_eq!(share(7, 3), 100);
        assert_eq!(share(u64::MAX, 2), 100);
    }
}
