//! The provider or the organization that the page is about, as contexts of their frames.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{imports::list_imports, organizations::organization, providers::provider},
    model::{
        access::{Action, Relation},
        error::ApiError,
        id::{OrganizationId, ProviderId},
        import::ListImportsRequest,
        organization::{OrganizationRequest, OrganizationView},
        provider::{ProviderRequest, ProviderView},
        role::ProviderRole,
    },
};

use crate::{i18n::t, session::Session};

/// The provider whose portal is open.
#[derive(Clone, Copy)]
pub struct CurrentProvider {
    pub id: ProviderId,
    pub role: ProviderRole,
    session: Session,
    view: RwSignal<Option<Arc<ProviderView>>>,
    problem: RwSignal<Option<ApiError>>,
}

impl CurrentProvider {
    /// The context inside [`super::PortalFrame`].
    pub fn get() -> Self {
        expect_context()
    }

    pub(super) fn provide(id: ProviderId, role: ProviderRole) -> Self {
        let current = Self { id, role, session: Session::get(), view: RwSignal::new(None), problem: RwSignal::new(None) };
        provide_context(current);
        current.reload();
        current
    }

    /// Settings and counts; nothing while they are on their way. Tracks.
    pub fn view(self) -> Option<Arc<ProviderView>> {
        self.view.get()
    }

    /// Why the settings could not be read. Tracks.
    pub fn problem(self) -> Option<ApiError> {
        self.problem.get()
    }

    /// How the person stands to the provider and its clients.
    pub const fn relation(self) -> Relation {
        Relation::Provider(self.role)
    }

    /// Whether the rule table allows it.
    pub fn may(self, action: Action) -> bool {
        action.is_open_to(self.relation())
    }

    /// Reads the settings and counts again.
    pub fn reload(self) {
        let request = ProviderRequest { provider: self.id };
        spawn_local(async move {
            // The signals are gone when the person has left meanwhile.
            match self.session.call(|| provider(request.clone())).await {
                Ok(view) => {
                    self.problem.try_set(None);
                    self.view.try_set(Some(Arc::new(view)));
                }
                Err(error) => {
                    self.problem.try_set(Some(error));
                }
            }
        });
    }
}

/// The organization whose Admin Console is open. Its pages are built after it was entered, so there is always a view.
#[derive(Clone, Copy)]
pub struct CurrentOrganization {
    pub id: OrganizationId,
    session: Session,
    view: RwSignal<Arc<OrganizationView>>,
    imports_waiting: RwSignal<u32>,
}

impl CurrentOrganization {
    /// The context inside [`super::ConsoleFrame`].
    pub fn get() -> Self {
        expect_context()
    }

    pub(super) fn provide(view: OrganizationView) -> Self {
        let current = Self { id: view.id, session: Session::get(), view: RwSignal::new(Arc::new(view)), imports_waiting: RwSignal::new(0) };
        provide_context(current);
        current.count_imports();
        current
    }

    /// The organization as the person may see it. Tracks.
    pub fn view(self) -> Arc<OrganizationView> {
        self.view.get()
    }

    /// How the person stands to it. Tracks.
    pub fn relation(self) -> Relation {
        self.view.read().standing.into()
    }

    /// Whether the rule table allows it. Tracks.
    pub fn may(self, action: Action) -> bool {
        action.is_open_to(self.relation())
    }

    /// Why it is refused now, whatever the rank of its target. Tracks.
    pub fn why_not(self, action: Action) -> Option<String> {
        if !self.may(action) {
            Some(t().console.no_right.to_owned())
        } else if self.view.read().is_suspended && action.rests_while_suspended() {
            Some(t().console.suspended.to_owned())
        } else {
            None
        }
    }

    /// How many imports wait for the person to decide about them. Tracks.
    pub fn imports_waiting(self) -> u32 {
        self.imports_waiting.get()
    }

    /// Counts the imports that wait, for those who may accept them.
    pub fn count_imports(self) {
        if !untrack(|| self.may(Action::ClientImportAccept)) {
            return;
        }
        let request = ListImportsRequest { organization: self.id, cursor: None };
        spawn_local(async move {
            // A number that does not come is no reason to trouble anybody: the list itself says what is wrong.
            if let Ok(page) = self.session.call(|| list_imports(request.clone())).await {
                let waiting = page.rows.iter().filter(|import| import.may_accept).count();
                self.imports_waiting.try_set(u32::try_from(waiting).unwrap_or(u32::MAX));
            }
        });
    }

    /// Reads it again, after a change of name, seats or members. Keeps what is there when that does not work.
    pub fn reload(self) {
        let request = OrganizationRequest { organization: self.id };
        spawn_local(async move {
            if let Ok(view) = self.session.call(|| organization(request.clone())).await {
                // The signal is gone when the person has left meanwhile.
                self.view.try_set(Arc::new(view));
            }
        });
    }
}
