use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{
        clients::{list_clients, summarize_clients},
        providers::plan,
    },
    model::{
        client::{ClientFilter, ClientSummary, ClientView, ListClientsRequest},
        error::ApiError,
        id::OrganizationId,
        page::{Cursor, Page},
        provider::{PlanView, Pool, ProviderRequest},
        role::Plan,
    },
};

use super::super::{asking::Asking, current::Current};
use crate::{
    i18n::t,
    paged::Paged,
    session::{Session, showing},
    ui::{LoadState, Selection},
};

/// What the page is asked to do.
#[derive(Clone)]
pub(super) enum Asked {
    Create,
    AddExisting,
    Rename(ClientView),
    Seats(ClientView),
    Tags(ClientView),
    Suspend(ClientView),
    Resume(ClientView),
    Unlink(ClientView),
    TagMany,
}

/// Everything that the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Clients {
    pub(super) current: Current,
    pub(super) session: Session,
    pub(super) list: Paged<ClientView>,
    pub(super) filter: Memo<ClientFilter>,
    pub(super) summary: RwSignal<Option<ClientSummary>>,
    pub(super) plan: RwSignal<Option<PlanView>>,
    pub(super) asking: Asking<Asked>,
    pub(super) selection: Selection,
}

/// Rows of the first page, which must come quickly, and of those that follow.
const FIRST_ROWS: u32 = 50;
const MORE_ROWS: u32 = 200;

impl Clients {
    pub(super) fn new(current: Current, filter: Memo<ClientFilter>) -> Self {
        Self {
            current,
            session: Session::get(),
            list: Paged::new(),
            filter,
            summary: RwSignal::new(None),
            plan: RwSignal::new(None),
            asking: Asking::new(),
            selection: Selection::new(),
        }
    }

    pub(super) fn reload(self) {
        self.list.start(self.page(self.filter.get_untracked(), None, FIRST_ROWS));
    }

    /// Somebody else changed something.
    pub(super) async fn refresh(self) -> Result<(), ApiError> {
        let page = |cursor: Option<Cursor>| {
            let rows = if cursor.is_none() { FIRST_ROWS } else { MORE_ROWS };
            // The filter is gone when the person has left meanwhile.
            self.page(self.filter.try_get_untracked().unwrap_or_default(), cursor, rows)
        };
        self.list.refresh(page).await?;
        self.reload_figures();
        Ok(())
    }

    pub(super) fn more(self) {
        if self.list.next().is_some() && self.list.state().get_untracked() == LoadState::Ready {
            self.list.more(self.page(self.filter.get_untracked(), self.list.next(), MORE_ROWS));
        }
    }

    async fn page(self, filter: ClientFilter, cursor: Option<Cursor>, rows: u32) -> Result<Page<ClientView>, ApiError> {
        let request = ListClientsRequest { provider: self.current.id, filter, cursor, rows: Some(rows) };
        self.session.call(|| list_clients(request.clone())).await
    }

    /// Reads the figures above the list and the pools of seats. What cannot be read keeps its last value.
    pub(super) fn reload_figures(self) {
        let request = ProviderRequest { provider: self.current.id };
        let again = request.clone();
        spawn_local(async move {
            if let Ok(summary) = self.session.call(|| summarize_clients(again.clone())).await {
                self.summary.try_set(Some(summary));
            }
        });
        self.reload_plan();
    }

    pub(super) fn reload_plan(self) {
        let request = ProviderRequest { provider: self.current.id };
        spawn_local(async move {
            if let Ok(view) = self.session.call(|| plan(request.clone())).await {
                self.plan.try_set(Some(view));
            }
        });
    }

    /// A command about one client, which its row or the dialog shows: the server refuses it for any other.
    pub(super) async fn write<T, F>(self, client: OrganizationId, command: impl Fn() -> F) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        showing(client, self.session.call(command)).await
    }

    /// Changes a row that is loaded, so that the list keeps its place, and reads the figures again.
    pub(super) fn changed(self, client: OrganizationId, change: impl FnOnce(&mut ClientView)) {
        self.list.rows().try_update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == client) {
                change(row);
            }
        });
        self.reload_figures();
    }

    pub(super) fn removed(self, client: OrganizationId) {
        self.selection.remove(&client.to_string());
        self.list.rows().try_update(|rows| rows.retain(|row| row.id != client));
        self.reload_figures();
    }

    /// A client was added: where it stands in the order is the server's knowledge.
    pub(super) fn added(self) {
        self.reload();
        self.reload_figures();
    }

    /// The pool of a plan, once it is known. Tracks.
    pub(super) fn pool(self, plan: Plan) -> Option<Pool> {
        self.plan.read().as_ref()?.pools.iter().find(|pool| pool.plan == plan).copied()
    }
}

pub(in super::super) fn plan_name(plan: Plan) -> &'static str {
    match plan {
        Plan::Teams => t().portal.plan_teams,
        Plan::Enterprise => t().portal.plan_enterprise,
    }
}
