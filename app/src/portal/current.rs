use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use server::model::{
    access::{Action, Relation},
    id::ProviderId,
    role::ProviderRole,
};

use crate::{i18n::t, session::Session};

/// The provider of the address, and what the person may do in it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) id: ProviderId,
    pub(super) role: Memo<Option<ProviderRole>>,
}

impl Current {
    fn of(id: ProviderId) -> Self {
        let session = Session::get();
        let role = Memo::new(move |_| session.me()?.providers.iter().find(|provider| provider.id == id).map(|provider| provider.role));
        Self { id, role }
    }

    /// Why the person may not do it, by the rule table that the server decides by. Tracks.
    pub(super) fn why_not(self, action: Action) -> Option<String> {
        let open = self.role.get().is_none_or(|role| action.is_open_to(Relation::Provider(role)));
        (!open).then(|| t().portal.admins_only.to_owned())
    }

    /// The same as a signal, for buttons.
    pub(super) fn blocks(self, action: Action) -> Signal<Option<String>> {
        Signal::derive(move || self.why_not(action))
    }

    pub(super) fn is_admin(self) -> bool {
        self.role.get() == Some(ProviderRole::Admin)
    }
}

/// The provider that the address names.
pub(super) fn provider_id() -> Memo<Option<ProviderId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("provider")?.parse().ok()))
}

/// Names the page in the window's title, and builds it for the provider of the address; another provider builds it anew.
pub(super) fn page(title: &'static str, content: fn(Current) -> AnyView) -> impl IntoView {
    document().set_title(&t().portal.window_title(title));
    let id = provider_id();
    move || id.get().map(|id| content(Current::of(id)))
}
