use leptos::prelude::*;
use server::model::access::{Action, Relation};

use super::{
    history::History,
    receipt::ReceiptStep,
    review_page::ReviewView,
    send::{actions, kept},
    side::Side,
    task::Task,
    unfinished::Unfinished,
    with_app::WithApp,
};
use crate::{
    address::{Address, Step as Go},
    i18n::t,
    import::{CheckStep, ChooseStep, SendStep, Step, frame, unsent},
    shell::{CurrentOrganization, PageTitle},
    ui::{Callout, Tab, Tabs, Tone},
};

/// Parameters of the address.
pub(super) const VIEW: &str = "view";
pub(super) const IMPORT: &str = "import";
/// Values of [`VIEW`]; a file is imported where it is empty.
const FILE: &str = "file";
pub(super) const HISTORY: &str = "history";
pub(super) const REVIEW: &str = "review";
const APP: &str = "app";

/// Importing a file, the imports of the organization, and deciding about one.
#[component]
pub fn ImportPage() -> impl IntoView {
    let address = Address::of_page();
    let task = Task::new();
    let view = Memo::new(move |_| address.get(VIEW));
    let is_provider = task.is_provider();
    let current = Signal::derive(move || match view.read().as_str() {
        "" => FILE.to_owned(),
        APP if is_provider => APP.to_owned(),
        _ => HISTORY.to_owned(),
    });
    let open = move |id: String| {
        let next = if id == FILE { "" } else { id.as_str() };
        if view.with_untracked(|view| view != next) {
            address.change(Go::Push, &[(VIEW, next), (IMPORT, "")]);
        }
    };
    let inside = move || match view.read().as_str() {
        "" => view! { <ImportFile task=task /> }.into_any(),
        APP if is_provider => match closed_because(task.organization) {
            Some(reason) => view! { <Callout tone=Tone::Warn>{reason}</Callout> }.into_any(),
            None => view! { <WithApp task=task /> }.into_any(),
        },
        REVIEW => view! { <ReviewView address=address /> }.into_any(),
        _ => view! { <History address=address /> }.into_any(),
    };
    // The apps of the organization's own people have its key anyway.
    let with_app = is_provider.then(|| Tab::new(APP, t().imports.view_app));
    let tabs = [Tab::new(FILE, t().imports.view_file)].into_iter().chain(with_app).chain([Tab::new(HISTORY, t().imports.view_list)]).collect::<Vec<_>>();
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
fn ImportFile(task: Task) -> impl IntoView {
    let (organization, wizard) = (task.organization, task.wizard);
    let note = move || match organization.relation() {
        Relation::Provider(_) => t().imports.note_provider(&organization.view().name),
        Relation::Member(..) => t().imports.note_member.to_owned(),
    };
    let end = Signal::derive(move || match organization.relation() {
        Relation::Provider(_) => t().imports.how_hold(&organization.view().name),
        Relation::Member(..) => t().imports.how_vault.to_owned(),
    });
    let offer = move || kept(task).map(|Unfinished { prepared, .. }| t().imports.interrupted_offer(&prepared.source.name, prepared.sent, prepared.items()));
    let inside = move || match (closed_because(organization), wizard.step.get()) {
        (Some(reason), Step::Choose | Step::Check) => view! { <Callout tone=Tone::Warn>{reason}</Callout> }.into_any(),
        (_, Step::Choose) => view! { <ChooseStep wizard=wizard end=end>{unsent(wizard, offer, move || actions(task))}</ChooseStep> }.into_any(),
        (_, Step::Check) => view! { <CheckStep wizard=wizard><Side task=task /></CheckStep> }.into_any(),
        (_, Step::Send) => view! { <SendStep wizard=wizard text=t().imports.sending_text actions=move || actions(task) /> }.into_any(),
        (_, Step::Done) => view! { <ReceiptStep task=task /> }.into_any(),
    };
    frame(wizard, t().imports.step_receipt, note, inside)
}

/// Why nothing can be imported, if so. Tracks.
fn closed_because(organization: CurrentOrganization) -> Option<&'static str> {
    if organization.view().is_suspended {
        return Some(t().imports.suspended);
    }
    (!organization.may(Action::ClientImport)).then_some(t().imports.no_right)
}
