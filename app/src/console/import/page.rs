use leptos::{ev, prelude::*};
use server::model::access::{Action, Relation};

use super::{
    check::CheckStep,
    choose::ChooseStep,
    history::History,
    key::clear_desk,
    receipt::ReceiptStep,
    review_page::ReviewView,
    sending::SendStep,
    wizard::{Step, Wizard},
};
use crate::{
    address::{Address, Step as Go},
    i18n::t,
    shell::{CurrentOrganization, PageTitle},
    ui::{Callout, Steps, Tab, Tabs},
};

/// Parameters of the address.
pub(super) const VIEW: &str = "view";
pub(super) const IMPORT: &str = "import";
/// Values of [`VIEW`].
pub(super) const HISTORY: &str = "history";
pub(super) const REVIEW: &str = "review";

/// Importing a file, the imports of the organization, and deciding about one.
#[component]
pub fn ImportPage() -> impl IntoView {
    let address = Address::of_page();
    let wizard = Wizard::new();
    warn_before_leaving(wizard);
    let view = Memo::new(move |_| address.get(VIEW));
    let current = Signal::derive(move || if view.read().is_empty() { "file".to_owned() } else { HISTORY.to_owned() });
    let open = move |id: String| {
        let next = if id == HISTORY { HISTORY } else { "" };
        if view.with_untracked(|view| view != next) {
            address.change(Go::Push, &[(VIEW, next), (IMPORT, "")]);
        }
    };
    let inside = move || match view.read().as_str() {
        "" => view! { <ImportFile wizard=wizard /> }.into_any(),
        REVIEW => view! { <ReviewView address=address /> }.into_any(),
        _ => view! { <History address=address /> }.into_any(),
    };
    let tabs = vec![Tab::new("file", t().imports.view_file), Tab::new(HISTORY, t().imports.view_list)];
    view! {
        <PageTitle text=t().imports.title />
        <div class="page-head">
            <h1>{t().imports.title}</h1>
        </div>
        <Tabs label=t().imports.views tabs=tabs current=current on_change=open>
            {inside}
        </Tabs>
    }
}

#[component]
fn ImportFile(wizard: Wizard) -> impl IntoView {
    let organization = wizard.organization;
    let words = &t().imports;
    let step = wizard.step;
    let names = [words.step_choose, words.step_check, words.step_send, words.step_receipt].map(str::to_owned).to_vec();
    let current = Signal::derive(move || match step.get() {
        Step::Choose => 0,
        Step::Check => 1,
        Step::Send => 2,
        Step::Receipt => 3,
    });
    let note = move || match organization.relation() {
        Relation::Provider(_) => t().imports.note_provider(&organization.view().name),
        Relation::Member(..) => t().imports.note_member.to_owned(),
    };
    let closed = move || closed_because(organization);
    view! {
        <div class="stack import">
            <Steps label=words.steps steps=names current=current />
            <Callout>{note}</Callout>
            {move || match (closed(), step.get()) {
                (Some(reason), Step::Choose | Step::Check) => view! { <Callout tone=crate::ui::Tone::Warn>{reason}</Callout> }.into_any(),
                (_, Step::Choose) => view! { <ChooseStep wizard=wizard /> }.into_any(),
                (_, Step::Check) => view! { <CheckStep wizard=wizard /> }.into_any(),
                (_, Step::Send) => view! { <SendStep wizard=wizard /> }.into_any(),
                (_, Step::Receipt) => view! { <ReceiptStep wizard=wizard /> }.into_any(),
            }}
        </div>
    }
}

/// Why nothing can be imported, if so. Tracks.
fn closed_because(organization: CurrentOrganization) -> Option<&'static str> {
    if organization.view().is_suspended {
        return Some(t().imports.suspended);
    }
    (!organization.may(Action::ClientImport)).then_some(t().imports.no_right)
}

/// While something is being sent, closing the tab asks first, and another page says that the import stopped.
fn warn_before_leaving(wizard: Wizard) {
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
