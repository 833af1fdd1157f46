use leptos::prelude::*;

use super::{api_key::ApiKeyCard, derivation::DerivationCard, fingerprint::FingerprintCard, idle::IdleCard, password::PasswordCard, sessions::SessionsCard};
use crate::{i18n::t, shell::PageTitle};

/// `/vault/security`
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <PageTitle text=t().manager.security_title />
        <div class="page-head"><h1>{t().manager.security_title}</h1></div>
        <div class="manager">
            <PasswordCard />
            <DerivationCard />
            <FingerprintCard />
            <IdleCard />
            <SessionsCard />
            <ApiKeyCard />
        </div>
    }
}
