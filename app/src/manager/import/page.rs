use leptos::prelude::*;

use super::{
    done::DoneStep,
    send::{actions, kept},
    side::Side,
    task::Task,
    unfinished::Unfinished,
};
use crate::{
    i18n::t,
    import::{CheckStep, ChooseStep, SendStep, Step, frame, unsent},
    manager::locked,
    session::Lock,
    shell::PageTitle,
    ui::LinkButton,
};

/// `/vault/import`: a file becomes items of the person's own vault.
#[component]
pub fn ImportPage() -> impl IntoView {
    let words = &t().vault_tools;
    let task = Task::new();
    let wizard = task.wizard;
    let is_locked = Memo::new(move |_| wizard.session.lock() == Lock::Locked);
    let offer = move || kept(task).map(|Unfinished { prepared, .. }| t().vault_tools.import_offer(&prepared.source.name, prepared.sent, prepared.items()));
    let end = || Signal::stored(t().vault_tools.import_end.to_owned());
    let inside = move || match (is_locked.get(), wizard.step.get()) {
        (true, Step::Choose | Step::Check) => locked(wizard.session, t().vault_tools.import_locked),
        (false, Step::Choose) => view! { <ChooseStep wizard=wizard end=end()>{unsent(wizard, offer, move || actions(task))}</ChooseStep> }.into_any(),
        (false, Step::Check) => view! { <CheckStep wizard=wizard><Side task=task /></CheckStep> }.into_any(),
        (_, Step::Send) => view! { <SendStep wizard=wizard text=t().vault_tools.import_sending actions=move || actions(task) /> }.into_any(),
        (_, Step::Done) => view! { <DoneStep task=task /> }.into_any(),
    };
    view! {
        <PageTitle text=words.import_title />
        <div class="page-head">
            <h1>{words.import_title}</h1>
            <span class="spring"></span>
            <LinkButton href="/vault" icon="lock">{words.import_back}</LinkButton>
        </div>
        {frame(wizard, words.import_step_done, || t().imports.note_member.to_owned(), inside)}
    }
}
