use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use server::{
    api::{
        members::leave_organization,
        organizations::{delete_organization, update_organization},
    },
    model::{
        access::{Action, Relation},
        error::ApiError,
        organization::{DeleteOrganizationRequest, OrganizationDetails, OrganizationRequest, UpdateOrganizationRequest},
        role::Plan,
        text::{Email, Name},
    },
};
use worker::{Request, Response};

use crate::{
    failure::failure_text,
    i18n::t,
    session::{Session, ask},
    shell::CurrentOrganization,
    ui::{Button, ButtonKind, Callout, ConfirmByName, DateTime, Field, FieldKind, FingerprintPhrase, Meter, SubmitButton, Toasts, Tone},
};

/// Name, billing e-mail, seats, fingerprint; deleting the organization, or leaving it.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let organization = CurrentOrganization::get();
    Effect::new(move |_| document().set_title(&t().console.settings_title(&organization.view().name)));
    let details = Memo::new(move |_| organization.view().details.clone());
    view! {
        <div class="page-head">
            <h1>{t().console.organization}</h1>
        </div>
        <div class="split">
            <div class="stack">
                <NamesCard />
                {move || organization.may(Action::ClientMembersLeave).then(|| view! { <LeaveCard /> })}
                <DeleteCard />
            </div>
            <div class="stack">{move || details.get().map(facts_card)}</div>
        </div>
    }
}

#[component]
fn NamesCard() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let organization = CurrentOrganization::get();
    let view = organization.view();
    let billing_before = view.details.as_ref().map(|details| details.billing_email.clone()).unwrap_or_default();
    let name = RwSignal::new(view.name.clone());
    let billing = RwSignal::new(billing_before.clone());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<ApiError>);
    let name_error = Signal::derive(move || name.read().parse::<Name>().err().map(|error| error.to_string()).or_else(|| field_error(problem, "name")));
    let billing_error =
        Signal::derive(move || billing.read().parse::<Email>().err().map(|error| error.to_string()).or_else(|| field_error(problem, "billing_email")));
    let read_only = Signal::derive(move || organization.why_not(Action::ClientUpdate));
    // Of a linked client only the provider may change where bills go.
    let is_linked_member = move || organization.view().provider.is_some() && matches!(organization.relation(), Relation::Member(..));
    let billing_read_only = Signal::derive(move || read_only.get().or_else(|| is_linked_member().then(|| t().console.billing_by_provider.to_owned())));
    let blocked = Signal::derive(move || {
        if let Some(reason) = read_only.get() {
            return Some(reason);
        }
        let unchanged = name.read().trim() == organization.view().name && billing.read().trim() == billing_before;
        unchanged.then(|| t().console.nothing_changed.to_owned())
    });
    let submit = move |()| {
        let (Ok(new_name), billing_email) = (name.get_untracked().parse::<Name>(), billing.get_untracked().parse::<Email>()) else { return };
        if blocked.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        let billing_email = match (billing_read_only.get_untracked(), billing_email) {
            (Some(_), _) => None,
            (None, Ok(email)) => Some(email),
            (None, Err(_)) => return,
        };
        let request = UpdateOrganizationRequest { organization: organization.id, name: new_name, billing_email };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let result = session.call(|| update_organization(request.clone())).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    toasts.done(t().console.saved(request.name.as_str()));
                    organization.reload();
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    view! {
        <form
            class="card pad stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit(());
            }
        >
            <h2>{t().console.names}</h2>
            {move || problem.get().filter(|error| error.fields.is_empty()).map(|error| view! { <Callout tone=Tone::Bad>{failure_text(&error)}</Callout> })}
            <Field label=t().console.name value=name error=name_error disabled_because=read_only />
            <Field label=t().console.billing_email value=billing kind=FieldKind::Email error=billing_error disabled_because=billing_read_only />
            <div class="actions">
                <SubmitButton busy=busy disabled_because=blocked>{t().console.save}</SubmitButton>
            </div>
        </form>
    }
}

fn field_error(problem: RwSignal<Option<ApiError>>, field: &str) -> Option<String> {
    problem.with(|problem| problem.as_ref()?.fields.iter().find(|error| error.field == field).map(|error| error.message.clone()))
}

fn facts_card(details: OrganizationDetails) -> AnyView {
    let organization = CurrentOrganization::get();
    let phrase = RwSignal::new(None::<String>);
    let question = Request::Fingerprint { subject_id: organization.id.to_string(), public_key: details.public_key.clone().into() };
    spawn_local(async move {
        let text = match ask(question).await {
            Ok(Response::Fingerprint(fingerprint)) => fingerprint.phrase,
            _ => t().console.key_unusable.to_owned(),
        };
        phrase.try_set(Some(text));
    });
    let seats_hint = match (organization.relation(), organization.view().provider.is_some()) {
        (Relation::Provider(_), _) => t().console.seats_by_you,
        (Relation::Member(..), true) => t().console.seats_by_provider,
        (Relation::Member(..), false) => t().console.seats_own,
    };
    let plan = match details.plan {
        Plan::Teams => t().console.plan_teams,
        Plan::Enterprise => t().console.plan_enterprise,
    };
    view! {
        <section class="card pad stack">
            <h2>{t().console.seats}</h2>
            <Meter label=t().console.seats used=u64::from(details.occupied) total=u64::from(details.seats) />
            <dl class="facts">
                <dt>{t().console.plan}</dt>
                <dd>{plan}</dd>
                <dt>{t().console.created}</dt>
                <dd><DateTime at=details.created_at.0 /></dd>
            </dl>
            <p class="hint">{seats_hint}</p>
        </section>
        <section class="card pad stack">
            <h2>{t().console.fingerprint}</h2>
            <FingerprintPhrase label=t().console.fingerprint_label phrase=phrase />
            <p class="hint">{t().console.fingerprint_hint}</p>
        </section>
    }
    .into_any()
}

#[component]
fn LeaveCard() -> impl IntoView {
    let asking = RwSignal::new(false);
    let organization = CurrentOrganization::get();
    let run = act(asking, move |session| async move {
        let request = OrganizationRequest { organization: organization.id };
        session.call(|| leave_organization(request.clone())).await?;
        session.reload_me().await
    });
    view! {
        <section class="card pad stack">
            <h2>{t().console.leave_title}</h2>
            <p>{t().console.leave_text}</p>
            <div class="actions">
                <Button kind=ButtonKind::Danger on_press=move |()| asking.set(true)>{t().console.leave}</Button>
            </div>
        </section>
        <ConfirmByName
            open=asking
            on_close=move |()| asking.set(false)
            on_confirm=run
            title=t().console.leave_title.to_owned()
            name=Signal::derive(move || organization.view().name.clone())
            action=t().console.leave.to_owned()
        >
            <p>{t().console.leave_text}</p>
        </ConfirmByName>
    }
}

#[component]
fn DeleteCard() -> impl IntoView {
    let asking = RwSignal::new(false);
    let organization = CurrentOrganization::get();
    let blocked = Signal::derive(move || organization.why_not(Action::ClientDelete));
    let run = act(asking, move |session| async move {
        let request = DeleteOrganizationRequest { organization: organization.id, typed_name: untrack(|| organization.view().name.clone()) };
        session.call(|| delete_organization(request.clone())).await?;
        session.reload_me().await
    });
    view! {
        <section class="card pad stack">
            <h2>{t().console.delete_title}</h2>
            <p>{t().console.delete_text}</p>
            <div class="actions">
                <Button kind=ButtonKind::Danger disabled_because=blocked on_press=move |()| asking.set(true)>{t().console.delete}</Button>
            </div>
        </section>
        <ConfirmByName
            open=asking
            on_close=move |()| asking.set(false)
            on_confirm=run
            title=t().console.delete_title.to_owned()
            name=Signal::derive(move || organization.view().name.clone())
            action=t().console.delete.to_owned()
        >
            <p>{t().console.delete_text}</p>
        </ConfirmByName>
    }
}

/// Runs what ends one's place here, then goes home.
fn act<F>(asking: RwSignal<bool>, command: impl Fn(Session) -> F + Send + Sync + 'static) -> Callback<()>
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let session = Session::get();
    let toasts = Toasts::get();
    let navigate = use_navigate();
    Callback::new(move |()| {
        let work = command(session);
        let navigate = navigate.clone();
        spawn_local(async move {
            match work.await {
                Ok(()) => navigate("/", NavigateOptions::default()),
                Err(error) => toasts.error(failure_text(&error)),
            }
            asking.try_set(false);
        });
    })
}
