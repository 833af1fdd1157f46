use leptos::prelude::*;
use server::model::{id::ProviderId, organization::OrganizationProvider};
use wasm_bindgen::JsCast;
use web_sys::HtmlLinkElement;

use super::{CurrentOrganization, console_frame::is_provider_user};
use crate::{
    i18n::t,
    ui::{Banner, LinkButton, Monogram, Tone, initials_of, monogram_class},
};

/// Says unmistakably whose organization this is.
#[component]
pub(super) fn ClientBanner(current: CurrentOrganization) -> impl IntoView {
    let id = current.id.to_string();
    let class = format!("client-banner {}", monogram_class(&id));
    let name = Signal::derive(move || current.view().name.clone());
    let standing = Memo::new(move |_| current.view().standing);
    let provider = Memo::new(move |_| current.view().provider.clone());
    let is_suspended = Memo::new(move |_| current.view().is_suspended);
    let words = move || match (provider.get(), is_provider_user(standing.get())) {
        (Some(provider), true) => Some(t().shell.administered_for(&provider.name).into_any()),
        (Some(provider), false) => Some(support_view(&provider)),
        (None, _) => None,
    };
    let back = move || provider.get().filter(|_| is_provider_user(standing.get())).map(|provider| back_view(provider.id));
    view! {
        <section class=class aria-label=move || name.get()>
            {move || view! { <Monogram id=id.clone() name=name.get() /> }}
            <div class="client-words">
                <b>{move || name.get()}</b>
                {words}
            </div>
            {back}
        </section>
        {move || {
            is_suspended
                .get()
                .then(|| {
                    let text = if is_provider_user(standing.get()) { t().shell.suspended_client } else { t().shell.suspended_organization };
                    view! { <Banner tone=Tone::Warn>{text}</Banner> }
                })
        }}
    }
}

fn back_view(provider: ProviderId) -> impl IntoView {
    view! { <LinkButton href=format!("/providers/{provider}/clients") icon="arrow-left">{t().shell.back_to_clients}</LinkButton> }
}

/// Who manages the organization, and how to reach them.
fn support_view(provider: &OrganizationProvider) -> AnyView {
    let support = &provider.support;
    let email = Some(support.email.as_str()).filter(|line| !line.is_empty());
    let phone = Some(support.phone.as_str()).filter(|line| !line.is_empty());
    // Only an address of the web may become a link.
    let url = Some(support.url.as_str()).filter(|line| line.starts_with("https://") || line.starts_with("http://"));
    let any = email.is_some() || phone.is_some() || url.is_some();
    view! {
        <span>
            {t().shell.managed_by(&provider.name)}
            {any.then(|| view! { " "{t().shell.support} })}
            {email.map(|email| view! { " "<a href=format!("mailto:{email}")>{email.to_owned()}</a> })}
            {phone.map(|phone| view! { " "<a href=format!("tel:{}", phone.replace(' ', ""))>{phone.to_owned()}</a> })}
            {url.map(|url| view! { " "<a href=url.to_owned() target="_blank" rel="noreferrer">{url.to_owned()}</a> })}
        </span>
    }
    .into_any()
}

/// Puts the client's letters and colour on the browser's tab, and takes them off again.
pub(super) fn mark_tab(current: CurrentOrganization) {
    let Some(link) = document().query_selector("link[rel=icon]").ok().flatten().and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()) else { return };
    let before = StoredValue::new_local((link.clone(), link.href()));
    Effect::new(move |_| {
        let (letters, colour) = (initials_of(&current.view().name), colour_on_page(&current.id.to_string()));
        let drawing = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='{colour}'/><text x='16' y='22' font-family='system-ui,sans-serif' font-size='{}' font-weight='700' text-anchor='middle' fill='#fff'>{letters}</text></svg>",
            if letters.chars().count() > 1 { 15 } else { 19 },
        );
        before.with_value(|(link, _)| link.set_href(&format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&drawing)))));
    });
    on_cleanup(move || {
        before.try_with_value(|(link, href)| link.set_href(href));
    });
}

/// The colour of an id, as the style sheet has it.
fn colour_on_page(id: &str) -> String {
    let class = monogram_class(id);
    let element = document().query_selector(&format!(".client-banner.{class}")).ok().flatten();
    let style = element.and_then(|element| window().get_computed_style(&element).ok().flatten());
    let colour = style.and_then(|style| style.get_property_value("--mono-colour").ok()).unwrap_or_default();
    let colour = colour.trim();
    if colour.is_empty() { "#475569".to_owned() } else { colour.to_owned() }
}
