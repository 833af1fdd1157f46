use leptos::prelude::*;

use super::Icon;
use crate::i18n::t;

/// Where one is in a task of several steps.
#[component]
pub fn Steps(
    /// What the task is, for screen readers.
    #[prop(into)]
    label: String,
    steps: Vec<String>,
    /// Position of the step that is open, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(at, step)| {
            view! {
                <li class:done=move || { at < current.get() } class:on=move || at == current.get() aria-current=move || (at == current.get()).then_some("step")>
                    <span class="step-mark" aria-hidden="true">
                        {move || if at < current.get() { view! { <Icon name="check" /> }.into_any() } else { (at + 1).to_string().into_any() }}
                    </span>
                    {step}
                    {move || (at < current.get()).then(|| view! { <span class="sr-only">{t().ui.step_done}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps" aria-label=label>{items}</ol> }
}
