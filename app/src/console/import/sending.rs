use leptos::prelude::*;

use super::{
    send::{go_on, take_back},
    unfinished::{Unfinished, unfinished},
    wizard::Wizard,
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Callout, Progress, Tone},
};

/// The third step: how far it has come, and what to do when it stopped.
#[component]
pub(super) fn SendStep(wizard: Wizard) -> impl IntoView {
    let progress = wizard.progress;
    let cancel = move |()| progress.is_cancelled.set(true);
    let label = move || progress.note.get().unwrap_or_else(|| t().imports.sending.to_owned());
    let inside = move || match progress.stopped.get() {
        Some(reason) => {
            let kept = kept(wizard);
            view! { <Callout tone=Tone::Bad title=t().imports.interrupted.to_owned() actions=move || actions(wizard, kept)>{reason}</Callout> }.into_any()
        }
        None => view! { <p class="muted">{t().imports.sending_text}</p> }.into_any(),
    };
    let bar = move || {
        let (done, total) = (Signal::derive(move || u64::from(progress.done.get())), Signal::derive(move || u64::from(progress.total.get())));
        if progress.is_running.get() && !progress.is_cancelled.get() {
            view! { <Progress label=Signal::derive(label) done=done total=total on_cancel=cancel /> }.into_any()
        } else {
            view! { <Progress label=Signal::derive(label) done=done total=total /> }.into_any()
        }
    };
    view! {
        <section class="card pad stack narrow" aria-live="polite">
            {bar}
            {inside}
        </section>
    }
}

/// Offers to go on with what was interrupted before the page was left.
#[component]
pub(super) fn Unsent(wizard: Wizard) -> impl IntoView {
    move || {
        wizard.step.track();
        let busy = wizard.progress.is_running.get();
        let kept = kept(wizard)?;
        let (name, sent, all) = (kept.source.name.clone(), kept.sent, kept.announcement.items);
        let buttons = move || (!busy).then(|| actions(wizard, Some(kept)));
        Some(view! {
            <Callout tone=Tone::Warn title=t().imports.interrupted.to_owned() actions=buttons>
                {t().imports.interrupted_offer(&name, sent, all)}
            </Callout>
        })
    }
}

fn kept(wizard: Wizard) -> Option<Unfinished> {
    unfinished(wizard.user()?, wizard.organization.id)
}

fn actions(wizard: Wizard, kept: Option<Unfinished>) -> AnyView {
    let Some(kept) = kept else { return ().into_any() };
    let kept = StoredValue::new_local(kept);
    view! {
        <Button kind=ButtonKind::Primary icon="send" on_press=move |()| go_on(wizard, kept.get_value())>{t().imports.continue_sending}</Button>
        <Button on_press=move |()| take_back(wizard, kept.get_value())>{t().imports.withdraw}</Button>
    }
    .into_any()
}
