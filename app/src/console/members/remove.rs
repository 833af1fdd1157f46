use leptos::prelude::*;
use server::model::id::MemberId;

use super::{
    bulk::{self, Bulk},
    list::MemberList,
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Dialog, Selection, SubmitButton},
};

/// Members that are about to be removed or revoked, with what they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doomed {
    pub(super) what: Bulk,
    pub(super) members: Vec<MemberId>,
    /// The one person's name; empty for several.
    pub(super) name: String,
}

/// Asks before people lose access.
#[component]
pub(super) fn RemoveDialog(doomed: RwSignal<Option<Doomed>>, list: MemberList, selection: Selection, #[prop(into)] after: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let close = move |()| doomed.set(None);
    let is_removal = move || doomed.read().as_ref().is_some_and(|doomed| doomed.what == Bulk::Remove);
    let subject = move || {
        doomed.with(|doomed| match doomed {
            Some(doomed) if doomed.name.is_empty() => t().console.members_count(doomed.members.len()),
            Some(doomed) => doomed.name.clone(),
            None => String::new(),
        })
    };
    let title = Signal::derive(move || if is_removal() { t().console.remove_title(&subject()) } else { t().console.revoke_title(&subject()) });
    let submit = move |()| {
        let Some(present) = doomed.get_untracked() else { return };
        busy.set(true);
        let finished = Callback::new(move |()| {
            busy.set(false);
            doomed.set(None);
            after.run(());
        });
        bulk::run(present.what, present.members, list, selection, finished);
    };
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Danger busy=busy>
                {move || if is_removal() { t().console.remove } else { t().console.revoke }}
            </SubmitButton>
        }
    };
    view! {
        <Dialog open=Signal::derive(move || doomed.read().is_some()) on_close=close title=title on_submit=submit footer=footer>
            <p>{move || if is_removal() { t().console.remove_text } else { t().console.revoke_text }}</p>
        </Dialog>
    }
}
