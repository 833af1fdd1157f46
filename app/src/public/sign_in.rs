use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::sign_in_form::SignInForm;
use crate::{
    i18n::t,
    session::{Phase, Session},
    shell::{PageTitle, after_sign_in, home_path},
};

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::get();
    let query = use_query_map();
    let navigate = use_navigate();
    let phase = Memo::new(move |_| session.phase());
    // Also for somebody who is signed in already.
    Effect::new(move |_| {
        if phase.get() == Phase::SignedIn {
            let next = after_sign_in(query.read_untracked().get_str("next"));
            let home = untrack(|| session.me()).map_or_else(|| "/vault".to_owned(), |me| home_path(&me));
            navigate(&next.unwrap_or(home), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <PageTitle text=t().public.sign_in />
        <div class="solo-card">
            <h1>{t().public.sign_in_title}</h1>
            <SignInForm action=t().public.sign_in on_signed_in=|()| () />
            <p class="muted">{t().public.no_account}" "<a href="/register">{t().public.create_account}</a></p>
        </div>
    }
}
