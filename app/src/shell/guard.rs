use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    session::{Phase, Session},
    ui::Skeleton,
};

/// Shows its children to somebody signed in; leads everybody else to the sign-in page and back again.
#[component]
pub(super) fn Guard(children: ChildrenFn) -> impl IntoView {
    let session = Session::get();
    let phase = Memo::new(move |_| session.phase());
    let navigate = use_navigate();
    Effect::new(move |_| {
        if phase.get() == Phase::SignedOut {
            let location = window().location();
            let here = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
            let next = String::from(js_sys::encode_uri_component(&here));
            navigate(&format!("/sign-in?next={next}"), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    move || match phase.get() {
        Phase::SignedIn => children().into_any(),
        Phase::Restoring => view! { <main class="page waiting"><Skeleton lines=6 /></main> }.into_any(),
        Phase::SignedOut => ().into_any(),
    }
}
