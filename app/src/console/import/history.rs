use leptos::prelude::*;
use server::{
    api::imports::list_imports,
    model::{
        import::{ImportView, ListImportsRequest},
        live::OrganizationList,
    },
};

use super::{
    drawer::ImportDrawer,
    page::IMPORT,
    settle::SettleDialog,
    words::{sender_of, state_badge},
};
use crate::{
    address::{Address, Step as Go},
    i18n::t,
    import::{format_name, quiet},
    live::{Followed, follow},
    paged::Paged,
    session::Session,
    shell::CurrentOrganization,
    ui::{Badge, Column, DateTime, EmptyState, LoadState, Rows, Table},
};

/// The imports of the organization, newest first. One that is open stands beside them.
#[component]
pub(super) fn History(address: Address) -> impl IntoView {
    let session = Session::get();
    let organization = CurrentOrganization::get();
    let list = Paged::<ImportView>::new();
    let page = move |cursor| {
        let request = ListImportsRequest { organization: organization.id, cursor };
        async move { session.call(|| list_imports(request.clone())).await }
    };
    let load = move || list.start(page(None));
    let more = move |()| {
        if let Some(cursor) = list.next() {
            list.more(page(Some(cursor)));
        }
    };
    load();
    follow(Followed::Organization(organization.id, OrganizationList::Imports), move || async move {
        list.refresh(page).await?;
        organization.count_imports();
        Ok(())
    });
    let rows = list.rows();
    let opened = Memo::new(move |_| {
        let open = address.get(IMPORT);
        rows.with(|rows| rows.iter().find(|import| import.id.to_string() == open).cloned())
    });
    // One that the address names may stand further down than what is loaded.
    Effect::new(move |_| {
        let is_missing = !address.get(IMPORT).is_empty() && opened.with(Option::is_none);
        if is_missing && list.state().get() == LoadState::Ready {
            more(());
        }
    });
    let doomed = RwSignal::new(None::<ImportView>);
    let close = move |()| address.change(Go::Push, &[(IMPORT, "")]);
    let empty = || view! { <EmptyState icon="import" title=t().imports.nothing_yet text=t().imports.nothing_yet_text.to_owned() /> }.into_any();
    view! {
        <Table
            label=t().imports.list_label
            columns=columns()
            rows=Rows::new(rows, |import: &ImportView| import.id.to_string(), name_of, cell)
            state=list.state()
            total=Signal::derive(move || (!list.has_more()).then(|| rows.read().len() as u64))
            on_open=move |id: String| address.change(Go::Push, &[(IMPORT, &id)])
            current=Signal::derive(move || Some(address.get(IMPORT)))
            on_end=more
            on_retry=move |()| load()
            empty=empty
        />
        <ImportDrawer import=opened on_close=close address=address doomed=doomed />
        <SettleDialog doomed=doomed after=move |()| load() />
    }
}

fn columns() -> Vec<Column> {
    let words = &t().imports;
    vec![
        Column::new("import", words.column_import),
        Column::new("state", words.column_state),
        Column::new("sender", words.column_sender),
        Column::new("when", words.column_when),
    ]
}

fn name_of(import: &ImportView) -> String {
    t().imports.items(import.items)
}

fn cell(import: &ImportView, column: &'static str) -> AnyView {
    match column {
        "import" => {
            let below = format_name(&import.format);
            let below = if import.reference.is_empty() { below } else { format!("{below} · {}", import.reference) };
            view! { <div class="who"><span><b>{name_of(import)}</b><small>{below}</small></span></div> }.into_any()
        }
        "state" => {
            let (tone, word) = state_badge(import.state);
            view! { <Badge tone=tone>{word}</Badge> }.into_any()
        }
        "sender" => quiet(&sender_of(import)),
        _ => view! { <DateTime at=import.completed_at.unwrap_or(import.begun_at).0 /> }.into_any(),
    }
}
