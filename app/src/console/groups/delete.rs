use leptos::{prelude::*, task::spawn_local};
use server::{
    api::groups::delete_group,
    model::group::{GroupRequest, GroupView},
};

use super::state::Groups;
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Callout, ConfirmByName, Tone},
};

/// Asks before a group goes, and says what stays.
#[component]
pub(super) fn DeleteDialog(doomed: RwSignal<Option<GroupView>>, list: Groups) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let name = Signal::derive(move || doomed.with(|doomed| doomed.as_ref().map(|one| one.name.clone()).unwrap_or_default()));
    Effect::new(move |_| {
        doomed.track();
        problem.set(None);
    });
    let confirm = move |_: String| {
        let Some(one) = doomed.get_untracked() else { return };
        busy.set(true);
        problem.set(None);
        let request = GroupRequest { organization: list.organization.id, group: one.id };
        spawn_local(async move {
            let answer = list.session.call(|| delete_group(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    list.toasts.done(t().groups.deleted(&one.name));
                    list.load();
                    doomed.try_set(None);
                }
                Err(error) => {
                    problem.try_set(Some(failure_text(&error)));
                }
            }
        });
    };
    view! {
        <ConfirmByName
            open=Signal::derive(move || doomed.read().is_some())
            on_close=move |()| doomed.set(None)
            on_confirm=confirm
            title=Signal::derive(move || t().groups.delete_title(&name.read()))
            name=name
            action=t().groups.delete.to_owned()
            busy=busy
        >
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            <p>{t().groups.delete_text}</p>
        </ConfirmByName>
    }
}
