use leptos::prelude::*;
use server::model::{
    account::{Me, MyOrganization, MyProvider},
    role::Status,
};

use super::{
    profile::Profile,
    words::{provider_role_word, role_word, status_word},
};
use crate::{
    i18n::t,
    session::Session,
    shell::{PageTitle, administers},
    ui::{Badge, EmptyState, LinkButton, Monogram, Tone},
};

/// `/vault/account`: the person, his organizations and his providers.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::get();
    let me = Signal::derive(move || session.me());
    view! {
        <PageTitle text=t().manager.account_title />
        <div class="page-head"><h1>{t().manager.account_title}</h1></div>
        <div class="manager">
            {move || me.get().map(|me| providers_view(&me))}
            {move || me.get().map(|me| organizations_view(&me))}
            <Profile />
        </div>
    }
}

fn providers_view(me: &Me) -> AnyView {
    if me.providers.is_empty() {
        return ().into_any();
    }
    let rows = me.providers.iter().map(provider_row).collect_view();
    view! { <section class="card pad"><h2>{t().manager.providers}</h2>{rows}</section> }.into_any()
}

fn provider_row(provider: &MyProvider) -> AnyView {
    let is_open = provider.status == Status::Confirmed;
    let open = is_open.then(|| view! { <LinkButton href=format!("/providers/{}/clients", provider.id)>{t().manager.open_portal}</LinkButton> });
    row_view(provider.id.to_string(), provider.name.clone(), provider_role_word(provider.role).to_owned(), status_badge(provider.status), open.into_any())
}

fn organizations_view(me: &Me) -> AnyView {
    let inside = if me.organizations.is_empty() {
        view! { <EmptyState icon="shield" title=t().manager.no_organizations text=t().manager.no_organizations_hint /> }.into_any()
    } else {
        me.organizations.iter().map(organization_row).collect_view().into_any()
    };
    view! { <section class="card pad"><h2>{t().manager.organizations}</h2>{inside}</section> }.into_any()
}

fn organization_row(organization: &MyOrganization) -> AnyView {
    // Somebody without any page of the Admin Console gets no way into it.
    let open =
        administers(organization).then(|| view! { <LinkButton href=format!("/organizations/{}", organization.id)>{t().manager.open_console}</LinkButton> });
    let mut note = role_word(organization.role).to_owned();
    if let Some(provider) = &organization.provider_name {
        note = format!("{note} · {}", t().manager.managed_by(provider));
    }
    let badge =
        if organization.is_suspended { view! { <Badge tone=Tone::Bad>{t().manager.suspended}</Badge> }.into_any() } else { status_badge(organization.status) };
    row_view(organization.id.to_string(), organization.name.clone(), note, badge, open.into_any())
}

fn status_badge(status: Status) -> AnyView {
    let (tone, word) = status_word(status);
    let hint = (status == Status::Accepted).then_some(t().manager.waits_hint);
    view! { <span title=hint><Badge tone=tone>{word}</Badge></span> }.into_any()
}

fn row_view(id: String, name: String, note: String, badge: AnyView, action: AnyView) -> AnyView {
    view! {
        <div class="own-row">
            <div class="who">
                <Monogram id=id name=name.clone() />
                <span><b>{name}</b><small>{note}</small></span>
            </div>
            {badge}
            {action}
        </div>
    }
    .into_any()
}
