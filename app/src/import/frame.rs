use leptos::{ev, prelude::*};

use super::{
    ask::clear_desk,
    wizard::{Step, Wizard},
};
use crate::{
    i18n::t,
    ui::{Callout, Steps},
};

/// What stands around each step: where one is, and what happens to the file.
pub fn frame(wizard: Wizard, last: &'static str, note: impl Fn() -> String + Send + Sync + 'static, inside: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let words = &t().imports;
    let names = [words.step_choose, words.step_check, words.step_send, last].map(str::to_owned).to_vec();
    let current = Signal::derive(move || match wizard.step.get() {
        Step::Choose => 0,
        Step::Check => 1,
        Step::Send => 2,
        Step::Done => 3,
    });
    view! {
        <div class="stack import">
            <Steps label=words.steps steps=names current=current />
            <Callout>{note}</Callout>
            {inside}
        </div>
    }
    .into_any()
}

/// While something is being sent, closing the tab asks first, and another page says that the import stopped.
pub fn warn_before_leaving(wizard: Wizard) {
    let (running, source, toasts) = (wizard.progress.is_running, wizard.source, wizard.toasts);
    let listener = window_event_listener(ev::beforeunload, move |event| {
        if running.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        listener.remove();
        if running.try_get_untracked() == Some(true) {
            toasts.warn(t().imports.left);
        } else if source.try_with_untracked(Option::is_some) == Some(true) {
            leptos::task::spawn_local(clear_desk());
        }
    });
}
