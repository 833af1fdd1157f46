use leptos::prelude::*;
use server::model::{access::Action, id::ProviderId, role::ProviderRole};

use crate::{
    i18n::t,
    shell::{CurrentProvider, PageTitle},
};

/// The provider of the page, and what the person may do in it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) id: ProviderId,
    pub(super) provider: CurrentProvider,
}

impl Current {
    /// Why the person may not do it, by the rule table that the server decides by.
    pub(super) fn why_not(self, action: Action) -> Option<String> {
        (!self.provider.may(action)).then(|| t().portal.admins_only.to_owned())
    }

    pub(super) fn is_admin(self) -> bool {
        self.provider.role == ProviderRole::Admin
    }
}

/// A page of the portal, named in the window's title.
pub(super) fn page(title: &'static str, content: fn(Current) -> AnyView) -> AnyView {
    let provider = CurrentProvider::get();
    view! {
        <PageTitle text=title />
        {content(Current { id: provider.id, provider })}
    }
    .into_any()
}
