use leptos::prelude::*;

use super::wizard::Wizard;
use crate::{
    i18n::t,
    ui::{Callout, Progress, Tone},
};

/// The third step: how far it has come, and what to do when it stopped.
#[component]
pub fn SendStep(
    wizard: Wizard,
    /// What to know while it is on its way.
    text: &'static str,
    /// What can be done about what stopped.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    let progress = wizard.progress;
    let cancel = move |()| progress.is_cancelled.set(true);
    let label = move || progress.note.get().unwrap_or_else(|| t().imports.sending.to_owned());
    let inside = move || match progress.stopped.get() {
        Some(reason) => {
            let actions = actions.clone();
            view! { <Callout tone=Tone::Bad title=t().imports.interrupted.to_owned() actions=move || actions.run()>{reason}</Callout> }.into_any()
        }
        None => view! { <p class="muted">{text}</p> }.into_any(),
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

/// Offers to go on with what was interrupted before the page was left: `offer` says it, if there is something.
pub fn unsent(wizard: Wizard, offer: impl Fn() -> Option<String> + Send + 'static, actions: impl Fn() -> AnyView + Clone + Send + 'static) -> AnyView {
    (move || {
        wizard.step.track();
        let busy = wizard.progress.is_running.get();
        let text = offer()?;
        let actions = actions.clone();
        let buttons = move || (!busy).then(actions);
        Some(view! { <Callout tone=Tone::Warn title=t().imports.interrupted.to_owned() actions=buttons>{text}</Callout> })
    })
    .into_any()
}
