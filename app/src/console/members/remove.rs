use leptos::prelude::*;
use server::model::member::MemberView;

use super::{
    bulk::{self, Bulk},
    list::MemberList,
    words::name_of,
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, ConfirmByName, Dialog, Selection, SubmitButton},
};

/// Members that are about to be removed or revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doomed {
    pub(super) what: Bulk,
    pub(super) members: Vec<MemberView>,
}

/// Asks before people lose access. What cannot be undone for several at once asks for the client's name, so that it hits the right one's.
#[component]
pub(super) fn RemoveDialog(doomed: RwSignal<Option<Doomed>>, list: MemberList, selection: Selection, #[prop(into)] after: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let client = Signal::derive(move || list.organization.view().name.clone());
    let close = move |()| doomed.set(None);
    let is_removal = move || doomed.read().as_ref().is_some_and(|doomed| doomed.what == Bulk::Remove);
    let subject = move || {
        doomed.with(|doomed| match doomed.as_ref().map(|doomed| doomed.members.as_slice()) {
            Some([one]) => name_of(one),
            Some(several) => t().console.members_count(several.len()),
            None => String::new(),
        })
    };
    let title = Signal::derive(move || if is_removal() { t().console.remove_title(&subject()) } else { t().console.revoke_title(&subject()) });
    let is_of_several = move || is_removal() && doomed.read().as_ref().is_some_and(|doomed| doomed.members.len() > 1);
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
        <Dialog
            open=Signal::derive(move || doomed.read().is_some() && !is_of_several())
            on_close=close
            title=title
            on_submit=submit
            footer=footer
        >
            <p>{move || if is_removal() { t().console.remove_text(&client.read()) } else { t().console.revoke_text.to_owned() }}</p>
        </Dialog>
        <ConfirmByName
            open=Signal::derive(is_of_several)
            on_close=close
            on_confirm=move |_: String| submit(())
            title=title
            name=client
            action=t().console.remove
            busy=busy
        >
            <p>{move || t().console.remove_text(&client.read())}</p>
        </ConfirmByName>
    }
}
