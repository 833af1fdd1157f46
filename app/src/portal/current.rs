use leptos::prelude::*;
use server::model::{
    access::{Action, Relation},
    id::ProviderId,
    role::ProviderRole,
};

use crate::{
    i18n::t,
    shell::{CurrentProvider, PageTitle},
};

/// The provider of the page, and what the person may do in it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) id: ProviderId,
    role: ProviderRole,
}

impl Current {
    /// Why the person may not do it, by the rule table that the server decides by.
    pub(super) fn why_not(self, action: Action) -> Option<String> {
        (!action.is_open_to(Relation::Provider(self.role))).then(|| t().portal.admins_only.to_owned())
    }

    pub(super) fn is_admin(self) -> bool {
        self.role == ProviderRole::Admin
    }
}

/// A page of the portal, named in the window's title.
pub(super) fn page(title: &'static str, content: fn(Current) -> AnyView) -> AnyView {
    let provider = CurrentProvider::get();
    view! {
        <PageTitle text=title />
        {content(Current { id: provider.id, role: provider.role })}
    }
    .into_any()
}
