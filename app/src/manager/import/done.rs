use leptos::prelude::*;

use super::task::Task;
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, LinkButton},
};

/// The last step: what is in the vault now.
#[component]
pub(super) fn DoneStep(task: Task) -> impl IntoView {
    let words = &t().vault_tools;
    let all = task.wizard.summary.with_untracked(|summary| summary.as_ref().map_or(0, |summary| summary.items));
    let imported = task.imported.get_untracked();
    let left_out = all.saturating_sub(imported);
    view! {
        <section class="card pad stack narrow">
            <div>
                <h2>{words.import_done(imported)}</h2>
                {(left_out > 0).then(|| view! { <p class="muted">{words.import_left_out(left_out)}</p> })}
            </div>
            <div class="actions">
                <Button icon="import" on_press=move |()| task.wizard.restart()>{t().imports.import_another}</Button>
                <LinkButton href="/vault" kind=ButtonKind::Primary icon="lock">{words.import_open}</LinkButton>
            </div>
        </section>
    }
}
