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
    failure::{Failure, failure_text},
    i18n::{said, t},
    session::{Session, ask},
    shell::{CurrentOrganization, PageTitle},
    ui::{Button, ButtonKind, Callout, ConfirmByName, DateTime, Field, FieldKind, FingerprintPhrase, Meter, SubmitButton, Toasts, Tone},
};

/// Name, billing e-mail, seats, fingerprint; deleting the organization, or leaving it.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let organization = CurrentOrganization::get();
    let details = Memo::new(move |_| organization.view().details.clone());
    view! {
        <PageTitle text=t().console.organization />
        <div class="page-head">
            <h1>{t().console.organization}</h1>
        </div>
        <div class=move || if details.read().is_some() { "split" } else { "narrow" }>
            <div class="stack">
                <NamesCard />
                {move || organization.may(Action::ClientMembersLeave).then(|| view! { <LeaveCard /> })}
                <DeleteCard />
            </div>
            {move || details.get().map(|details| view! { <div class="stack">{facts_card(details)}</div> })}
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
            {view
                .details
                .is_some()
                .then(|| {
                    view! {
                        <Field
                            label=t().console.billing_email
                            value=billing
                            kind=FieldKind::Email
                            error=billing_error
                            disabled_because=billing_read_only
                        />
                    }
                })}
            <div class="actions">
                <SubmitButton busy=busy disabled_because=blocked>{t().console.save}</SubmitButton>
            </div>
        </form>
    }
}

fn field_error(problem: RwSignal<Option<ApiError>>, field: &str) -> Option<String> {
    problem.with(|problem| problem.as_ref()?.fields.iter().find(|error| error.field == field).map(|error| said(&error.message)))
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
            <Meter wide=true label=t().console.seats used=u64::from(details.occupied) total=u64::from(details.seats) />
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
    let organization = CurrentOrganization::get();
    let words = Ending {
        title: t().console.leave_title,
        text: t().console.leave_text,
        action: t().console.leave,
        ask: |name| t().console.leave_ask(name),
        done: |name| t().console.left(name),
    };
    end_card(words, Signal::stored(None), move |session, _| async move {
        let request = OrganizationRequest { organization: organization.id };
        session.call(|| leave_organization(request.clone())).await
    })
}

#[component]
fn DeleteCard() -> impl IntoView {
    let organization = CurrentOrganization::get();
    let blocked = Signal::derive(move || organization.why_not(Action::ClientDelete));
    let words = Ending {
        title: t().console.delete_title,
        text: t().console.delete_text,
        action: t().console.delete,
        ask: |name| t().console.delete_ask(name),
        done: |name| t().console.deleted(name),
    };
    end_card(words, blocked, move |session, typed_name| async move {
        let request = DeleteOrganizationRequest { organization: organization.id, typed_name };
        session.call(|| delete_organization(request.clone())).await
    })
}

/// What a card says of an end of one's place here.
struct Ending {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    /// The question, by the name of the organization.
    ask: fn(&str) -> String,
    /// Once it is done, of the organization by its name.
    done: fn(&str) -> String,
}

/// Asks for the name before it ends one's place here, then goes home.
fn end_card<F>(words: Ending, blocked: Signal<Option<String>>, command: impl Fn(Session, String) -> F + Copy + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let Ending { title, text, action, ask, done } = words;
    let (session, toasts, organization) = (Session::get(), Toasts::get(), CurrentOrganization::get());
    let (asking, busy, failure) = (RwSignal::new(false), RwSignal::new(false), Failure::new());
    let navigate = use_navigate();
    let confirm = move |typed: String| {
        let name = untrack(|| organization.view().name.clone());
        let navigate = navigate.clone();
        failure.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = command(session, typed).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    // It is done; without this the next load tells the switcher.
                    let _ = session.reload_me().await;
                    asking.try_set(false);
                    navigate("/", NavigateOptions::default());
                    toasts.done(done(&name));
                }
                Err(error) => failure.show(error),
            }
        });
    };
    let close = move |()| {
        failure.clear();
        asking.set(false);
    };
    view! {
        <section class="card pad stack">
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="actions">
                <Button kind=ButtonKind::Danger disabled_because=blocked on_press=move |()| asking.set(true)>{action}</Button>
            </div>
        </section>
        <ConfirmByName
            open=asking
            on_close=close
            on_confirm=confirm
            title=Signal::derive(move || ask(&organization.view().name))
            name=Signal::derive(move || organization.view().name.clone())
            action=action.to_owned()
            busy=busy
        >
            {failure.rest(&[])}
            <p>{text}</p>
        </ConfirmByName>
    }
    .into_any()
}
