use leptos::prelude::*;

use super::setup_form::SetupForm;
use crate::{
    i18n::t,
    shell::{PageTitle, SetupState, setup_state},
    ui::{ButtonKind, LinkButton},
};

/// `/setup`: the first admin and his provider.
#[component]
pub fn SetupPage() -> impl IntoView {
    // The page was written before the provider was created: from then on it is out of date.
    let is_done = RwSignal::new(setup_state() == SetupState::Done);
    view! {
        <PageTitle text=t().public.setup_title />
        {move || {
            if is_done.get() {
                view! {
                    <div class="solo-card">
                        <h1>{t().public.setup_done}</h1>
                        <p class="muted">{t().public.setup_done_text}</p>
                        <LinkButton href="/sign-in" kind=ButtonKind::Primary>{t().public.sign_in}</LinkButton>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="solo-card wide">
                        <h1>{t().public.setup_title}</h1>
                        <p class="muted">{t().public.setup_intro}</p>
                        <SetupForm is_done=is_done />
                    </div>
                }
                .into_any()
            }
        }}
    }
}
