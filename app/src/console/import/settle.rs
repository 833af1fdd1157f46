//! Taking an import back, or discarding one.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::imports::withdraw_import,
    model::import::{ImportRequest, ImportView},
};

use crate::{
    failure::failure_text,
    i18n::t,
    session::Session,
    shell::CurrentOrganization,
    ui::{Button, ButtonKind, Dialog, SubmitButton, Toasts},
};

/// Whether the import is taken back by those who sent it, or not wanted by those who got it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settle {
    Withdraw,
    Discard,
}

impl Settle {
    /// What the person does to that import.
    pub(super) fn of(import: &ImportView) -> Self {
        if import.may_accept { Self::Discard } else { Self::Withdraw }
    }

    pub(super) fn action(self) -> &'static str {
        if self == Self::Discard { t().imports.discard } else { t().imports.withdraw }
    }
}

/// Asks before the items of an import are deleted.
#[component]
pub(super) fn SettleDialog(doomed: RwSignal<Option<ImportView>>, #[prop(into)] after: Callback<()>) -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let organization = CurrentOrganization::get();
    let busy = RwSignal::new(false);
    let close = move |()| doomed.set(None);
    let settle = move || doomed.with(|doomed| doomed.as_ref().map_or(Settle::Withdraw, Settle::of));
    let title = Signal::derive(move || if settle() == Settle::Discard { t().imports.discard_title } else { t().imports.withdraw_title }.to_owned());
    let items = move || doomed.with(|doomed| doomed.as_ref().map_or(0, |import| import.items));
    let submit = move |()| {
        let Some(import) = doomed.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let settle = Settle::of(&import);
        let request = ImportRequest { organization: organization.id, import: import.id };
        busy.set(true);
        spawn_local(async move {
            let answer = session.call(|| withdraw_import(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(_) => toasts.done(if settle == Settle::Discard { t().imports.discarded } else { t().imports.withdrawn }),
                Err(error) => toasts.error(failure_text(&error)),
            }
            organization.count_imports();
            if doomed.try_set(None).is_none() {
                after.run(());
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Danger busy=busy>{move || settle().action()}</SubmitButton>
        }
    };
    view! {
        <Dialog open=Signal::derive(move || doomed.read().is_some()) on_close=close title=title on_submit=submit footer=footer>
            <p>{move || t().imports.withdraw_text(items())}</p>
        </Dialog>
    }
}
