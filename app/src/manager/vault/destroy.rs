use leptos::prelude::*;

use super::{
    actions::{Bulk, Fate},
    place::ITEM,
};
use crate::{
    address::{Address, Step},
    i18n::t,
    ui::{Button, ButtonKind, Dialog, SubmitButton},
};

/// Asks before items are deleted for good.
#[component]
pub(super) fn DestroyDialog(bulk: Bulk) -> impl IntoView {
    let words = &t().vault;
    let close = move |()| bulk.doomed.set(Vec::new());
    let address = Address::of_page();
    let submit = move |()| {
        let ids = bulk.doomed.get_untracked();
        close(());
        // What is about to be gone is not shown any longer.
        if ids.contains(&untrack(|| address.get(ITEM))) {
            address.change(Step::Replace, &[(ITEM, "")]);
        }
        bulk.run(Fate::Destroy, ids);
    };
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Danger>{words.destroy}</SubmitButton>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || !bulk.doomed.read().is_empty())
            on_close=close
            title=Signal::derive(move || words.destroy_title(bulk.doomed.read().len()))
            on_submit=submit
            footer=footer
        >
            <p>{words.destroy_text}</p>
        </Dialog>
    }
}
