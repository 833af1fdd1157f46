use leptos::{prelude::*, task::spawn_local};
use server::{
    api::providers::update_provider,
    model::{
        access::Action,
        provider::{ProviderView, Support, UpdateProviderRequest},
        text::{ContactLine, Email, Name},
    },
};

use super::{
    current::{Current, page},
    rotation,
};
use crate::{
    failure::Failure,
    i18n::t,
    session::Session,
    shell::{CurrentProvider, Problem},
    ui::{Callout, Field, FieldKind, Skeleton, SubmitButton, Toasts},
};

const FIELDS: &[&str] = &["name", "billing_email", "support_email", "support_phone", "support_url"];

/// The provider's own details.
#[component]
pub fn SettingsPage() -> impl IntoView {
    page(t().portal_settings.title, content)
}

fn content(current: Current) -> AnyView {
    // Read anew once, then kept: a form must not lose what is typed when the figures in the navigation change.
    let provider = CurrentProvider::get();
    let first =
        Memo::new(move |before: Option<&Option<ProviderView>>| before.cloned().flatten().or_else(|| provider.view().map(|view| ProviderView::clone(&view))));
    view! {
        <div class="page-head"><h1>{t().portal_settings.title}</h1></div>
        <div class="stack">
            {move || match (first.get(), provider.problem()) {
                (Some(view), _) => form(current, &view),
                (None, Some(error)) => view! { <Problem error=error on_retry=move |()| provider.reload() /> }.into_any(),
                (None, None) => view! { <div class="card pad narrow"><Skeleton lines=8 /></div> }.into_any(),
            }}
            {current.is_admin().then(|| rotation::card(current))}
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    billing_email: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    url: RwSignal<String>,
}

fn form(current: Current, view: &ProviderView) -> AnyView {
    let texts = &t().portal_settings;
    let provider = CurrentProvider::get();
    let session = Session::get();
    let toasts = Toasts::get();
    let failure = Failure::new();
    let busy = RwSignal::new(false);
    let reason = current.why_not(Action::ProviderUpdate);
    let fields = Fields {
        name: RwSignal::new(view.name.clone()),
        billing_email: RwSignal::new(view.billing_email.clone()),
        email: RwSignal::new(view.support.email.to_string()),
        phone: RwSignal::new(view.support.phone.to_string()),
        url: RwSignal::new(view.support.url.to_string()),
    };
    let blocked = reason.is_some();
    let submit = move || {
        if busy.get_untracked() || blocked {
            return;
        }
        let Some(request) = read(current, fields, failure) else { return };
        failure.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = session.call(|| update_provider(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(t().portal_settings.saved(request.name.as_str()));
                    provider.reload();
                    // The product switcher shows the name too; without an answer it keeps the old one.
                    let _ = session.reload_me().await;
                }
                Err(error) => failure.show(error),
            }
        });
    };
    let field = |label: &'static str, value: RwSignal<String>, name: &'static str, kind| {
        let reason = reason.clone();
        view! { <Field label=label value=value kind=kind error=failure.field_of(name, value) disabled_because=reason /> }
    };
    let contact = |label: &'static str, value: RwSignal<String>, name: &'static str, kind| {
        let reason = reason.clone();
        view! { <Field label=label value=value kind=kind optional=true error=failure.field_of(name, value) disabled_because=reason /> }
    };
    view! {
        <form
            class="stack narrow"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {reason.clone().map(|reason| view! { <Callout>{reason}</Callout> })}
            {failure.rest(FIELDS)}
            <section class="card pad stack">
                <h2>{texts.provider}</h2>
                {field(texts.name, fields.name, "name", FieldKind::Text)}
                {field(texts.billing_email, fields.billing_email, "billing_email", FieldKind::Email)}
            </section>
            <section class="card pad stack">
                <div>
                    <h2>{texts.support}</h2>
                    <p class="muted">{texts.support_text}</p>
                </div>
                {contact(texts.support_email, fields.email, "support_email", FieldKind::Email)}
                {contact(texts.support_phone, fields.phone, "support_phone", FieldKind::Text)}
                {contact(texts.support_url, fields.url, "support_url", FieldKind::Text)}
            </section>
            <div>
                <SubmitButton busy=busy disabled_because=reason>{texts.save}</SubmitButton>
            </div>
        </form>
    }
    .into_any()
}

/// What the fields hold, or `None` after saying beside them what is wrong.
fn read(current: Current, fields: Fields, failure: Failure) -> Option<UpdateProviderRequest> {
    let name = fields.name.get_untracked().parse::<Name>();
    let billing_email = fields.billing_email.get_untracked().parse::<Email>();
    let email = fields.email.get_untracked().parse::<ContactLine>();
    let phone = fields.phone.get_untracked().parse::<ContactLine>();
    let url = fields.url.get_untracked().parse::<ContactLine>();
    let mut wrong = Vec::new();
    wrong.extend(name.as_ref().err().map(|error| ("name", error.to_string())));
    wrong.extend(billing_email.as_ref().err().map(|error| ("billing_email", error.to_string())));
    for (name, line) in [("support_email", &email), ("support_phone", &phone), ("support_url", &url)] {
        wrong.extend(line.as_ref().err().map(|error| (name, error.to_string())));
    }
    if !wrong.is_empty() {
        failure.show_fields(wrong);
        return None;
    }
    let support = Support { email: email.ok()?, phone: phone.ok()?, url: url.ok()? };
    Some(UpdateProviderRequest { provider: current.id, name: name.ok()?, billing_email: billing_email.ok()?, support })
}
