use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use server::{
    api::registration::{registration_proof, start_registration},
    model::{
        account::{ProofRequest, ProofView, RegistrationProof, StartRegistrationRequest},
        error::ApiError,
        text::Email,
    },
};

use super::{account_form::AccountForm, fragment::take_token, notice::Notice};
use crate::{
    failure::failure_text,
    i18n::{said, t},
    session::Session,
    shell::{PageTitle, home_path},
    ui::{Button, Field, FieldKind, LinkButton, Skeleton, SubmitButton},
};

#[derive(Clone)]
enum Step {
    Ask,
    MailSent(String),
    Checking,
    Proved(String, ProofView),
    Failed(ApiError),
}

/// `/register`, and `/register#token` from the mail.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let step = RwSignal::new(Step::Ask);
    let take = move || {
        let Some(token) = take_token() else { return };
        step.set(Step::Checking);
        spawn_local(async move {
            let proof = RegistrationProof::Email { token: token.clone() };
            let next = match registration_proof(ProofRequest { proof }).await {
                Ok(view) => Step::Proved(token, view),
                Err(error) => Step::Failed(error),
            };
            step.try_set(next);
        });
    };
    take();
    // The link of the mail, opened in this very tab.
    let listener = window_event_listener(ev::hashchange, move |_| take());
    on_cleanup(move || listener.remove());
    view! {
        <PageTitle text=t().public.register_title />
        <div class="solo-card">{move || step_view(step)}</div>
    }
}

fn step_view(step: RwSignal<Step>) -> AnyView {
    match step.get() {
        Step::Ask => view! {
            <h1>{t().public.register_title}</h1>
            <p class="muted">{t().public.register_intro}</p>
            <AskForm step=step />
            <p class="muted">{t().public.have_account}" "<a href="/sign-in">{t().public.sign_in}</a></p>
        }
        .into_any(),
        Step::MailSent(email) => view! {
            <h1>{t().public.check_mail}</h1>
            <p>{t().public.check_mail_text(&email)}</p>
            <div class="line"><Button on_press=move |()| step.set(Step::Ask)>{t().public.other_address}</Button></div>
        }
        .into_any(),
        Step::Checking => view! { <h1>{t().public.checking_link}</h1><Skeleton lines=4 /> }.into_any(),
        Step::Proved(_, proof) if proof.has_account => view! {
            <h1>{t().public.register_title}</h1>
            <p>{t().public.has_account_already}</p>
            <LinkButton href="/sign-in">{t().public.sign_in}</LinkButton>
        }
        .into_any(),
        Step::Proved(token, proof) => proved_view(token, proof.email),
        Step::Failed(error) => view! {
            <h1>{t().public.link_problem}</h1>
            <p>{failure_text(&error)}</p>
            <div class="line"><Button on_press=move |()| step.set(Step::Ask)>{t().public.start_over}</Button></div>
        }
        .into_any(),
    }
}

fn proved_view(token: String, email: Email) -> AnyView {
    let session = Session::get();
    let navigate = use_navigate();
    let go_home = move |()| {
        let home = untrack(|| session.me()).map_or_else(|| "/vault".to_owned(), |me| home_path(&me));
        navigate(&home, NavigateOptions { replace: true, ..NavigateOptions::default() });
    };
    view! {
        <h1>{t().public.register_title}</h1>
        <AccountForm email=email proof=RegistrationProof::Email { token } action=t().public.create_account on_signed_in=go_home />
    }
    .into_any()
}

#[component]
fn AskForm(step: RwSignal<Step>) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let email_error = RwSignal::new(None::<String>);
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        notice.set(None);
        let address = match email.get_untracked().trim().parse::<Email>() {
            Ok(address) => address,
            Err(reason) => {
                email_error.set(Some(said(&reason.to_string())));
                return;
            }
        };
        busy.set(true);
        spawn_local(async move {
            let result = start_registration(StartRegistrationRequest { email: address.clone() }).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    step.try_set(Step::MailSent(address.to_string()));
                }
                Err(error) => notice.set(Some(failure_text(&error))),
            }
        });
    };
    view! {
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <Notice text=notice />
            <Field
                label=t().public.email
                value=email
                kind=FieldKind::Email
                autocomplete="email"
                error=email_error
                on_input=move |_: String| email_error.set(None)
            />
            <SubmitButton busy=busy>{t().public.send_link}</SubmitButton>
        </form>
    }
}
