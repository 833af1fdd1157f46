use leptos::{ev, prelude::*, task::spawn_local};
use server::{
    api::{account::accept_invitation, registration::registration_proof},
    model::{
        account::{AcceptRequest, Accepted, ProofRequest, ProofView, RegistrationProof},
        error::ApiError,
    },
};

use super::{account_form::AccountForm, fragment::take_token, notice::Notice, sign_in_form::SignInForm};
use crate::{
    failure::failure_text,
    i18n::t,
    session::{Phase, Session},
    shell::PageTitle,
    ui::{Button, ButtonKind, LinkButton, Skeleton},
};

#[derive(Clone)]
enum Step {
    Checking,
    /// No token: the link was cut off, or the page was reloaded.
    Incomplete(&'static str),
    Invited(ProofView),
    Accepting,
    Accepted(Accepted),
    Failed(ApiError),
}

/// `/accept#token` from an invitation mail.
#[component]
pub fn AcceptPage() -> impl IntoView {
    let session = Session::get();
    let token = StoredValue::new(None::<String>);
    let step = RwSignal::new(Step::Incomplete(t().public.accept_incomplete));
    let take = move || {
        let Some(taken) = take_token() else { return };
        token.set_value(Some(taken.clone()));
        let asked = taken.clone();
        step.set(Step::Checking);
        spawn_local(async move {
            let next = match registration_proof(ProofRequest { proof: RegistrationProof::Invitation { token: taken } }).await {
                Ok(proof) => Step::Invited(proof),
                Err(error) => Step::Failed(error),
            };
            // Another link may have been opened since.
            if token.try_get_value().flatten() == Some(asked) {
                step.try_set(next);
            }
        });
    };
    take();
    // The whole link, opened in this very tab.
    let listener = window_event_listener(ev::hashchange, move |_| take());
    on_cleanup(move || listener.remove());
    let accept = Callback::new(move |()| {
        let Some(token) = token.get_value() else { return };
        step.set(Step::Accepting);
        spawn_local(async move {
            let request = AcceptRequest { token };
            let next = match session.call(|| accept_invitation(request.clone())).await {
                Ok(accepted) => {
                    // The switcher shows it from now on; without it the next load does.
                    let _ = session.reload_me().await;
                    Step::Accepted(accepted)
                }
                Err(error) => Step::Failed(error),
            };
            step.try_set(next);
        });
    });
    // Only this much: signing in must not build the form anew that is doing it.
    let is_restoring = Memo::new(move |_| session.phase() == Phase::Restoring);
    view! {
        <PageTitle text=t().public.accept_title />
        <div class="solo-card">
            {move || match step.get() {
                Step::Checking | Step::Accepting => view! { <h1>{t().public.accept_title}</h1><Skeleton lines=4 /> }.into_any(),
                Step::Incomplete(text) => failed_view(text.to_owned(), Some(t().public.ask_inviter)),
                Step::Failed(error) => failed_view(failure_text(&error), None),
                Step::Accepted(accepted) => accepted_view(accepted),
                Step::Invited(_) if is_restoring.get() => view! { <Skeleton lines=4 /> }.into_any(),
                Step::Invited(proof) => invited_view(session, step, token, proof, accept),
            }}
        </div>
    }
}

fn failed_view(text: String, hint: Option<&'static str>) -> AnyView {
    view! {
        <h1>{t().public.link_problem}</h1>
        <p>{text}</p>
        {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
        <LinkButton href="/">{t().shell.go_home}</LinkButton>
    }
    .into_any()
}

fn accepted_view(accepted: Accepted) -> AnyView {
    let (Accepted::Organization { name, .. } | Accepted::Provider { name, .. }) = accepted;
    view! {
        <h1>{t().public.accepted_title}</h1>
        <p>{t().public.accepted_text(&name)}</p>
        <p class="muted">{t().public.accepted_why}</p>
        <LinkButton href="/vault/account" kind=ButtonKind::Primary>{t().public.go_on}</LinkButton>
    }
    .into_any()
}

/// What to do depends on who is signed in, and on whether there is an account. Reading the person untracked keeps the
/// form while it signs in.
fn invited_view(session: Session, step: RwSignal<Step>, token: StoredValue<Option<String>>, proof: ProofView, accept: Callback<()>) -> AnyView {
    let ProofView { email, invited_by, has_account } = proof;
    let by = invited_by.unwrap_or_default();
    let me = untrack(move || session.me());
    let sign_out = move |()| {
        spawn_local(async move {
            session.sign_out().await;
            step.try_set(Step::Incomplete(t().public.accept_signed_out));
        });
    };
    let inside = match me {
        Some(me) if me.email == email => view! { <Button kind=ButtonKind::Primary on_press=accept>{t().public.accept}</Button> }.into_any(),
        Some(me) => view! {
            <Notice text=Some(t().public.signed_in_as_other(me.email.as_str())) />
            <Button on_press=sign_out>{t().shell.sign_out}</Button>
        }
        .into_any(),
        None if has_account => view! {
            <p class="muted">{t().public.accept_sign_in}</p>
            <SignInForm fixed=email.clone() action=t().public.sign_in_and_accept on_signed_in=accept />
        }
        .into_any(),
        None => {
            let proof = RegistrationProof::Invitation { token: token.get_value().unwrap_or_default() };
            view! {
                <p class="muted">{t().public.accept_register}</p>
                <AccountForm email=email.clone() proof=proof action=t().public.register_and_accept on_signed_in=accept />
            }
            .into_any()
        }
    };
    view! {
        <h1>{t().public.accept_title}</h1>
        <p>{t().public.invited_by(&by, email.as_str())}</p>
        {inside}
    }
    .into_any()
}
