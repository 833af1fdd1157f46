use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use server::{
    api::setup::create_setup,
    model::{
        client::SEATS_MAX,
        error::{ApiError, ErrorCode},
        key::Kdf,
        setup::SetupRequest,
        text::{Email, Name},
    },
};

use super::{
    derivation::{DerivationForm, DerivationPicker},
    fragment::take_token,
    new_password::{NewPassword, NewPasswordFields},
    notice::{Notice, focus_first_wrong},
};
use crate::{
    failure::failure_text,
    i18n::{said, t},
    session::{Session, SignInError, make_first_admin, prewarm},
    shell::home_path,
    ui::{Field, FieldKind, SubmitButton},
};

/// A text with what is wrong about it.
#[derive(Clone, Copy, Default)]
struct Entry {
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Entry {
    fn new(text: impl Into<String>) -> Self {
        Self { text: RwSignal::new(text.into()), error: RwSignal::new(None) }
    }

    fn parse<T: std::str::FromStr<Err: ToString>>(self) -> Option<T> {
        let parsed = self.text.get_untracked().trim().parse::<T>();
        self.error.set(parsed.as_ref().err().map(|error| said(&error.to_string())));
        parsed.ok()
    }

    fn seats(self) -> Option<u32> {
        let seats = self.text.get_untracked().trim().parse::<u32>().ok().filter(|seats| *seats <= SEATS_MAX);
        self.error.set(seats.is_none().then(|| t().public.seats_range.to_owned()));
        seats
    }

    fn view(self, label: &'static str, kind: FieldKind, autocomplete: &'static str, hint: Option<&'static str>) -> AnyView {
        view! {
            <Field
                label=label
                value=self.text
                kind=kind
                autocomplete=autocomplete
                hint=hint.map(str::to_owned)
                error=self.error
                on_input=move |_: String| self.error.set(None)
            />
        }
        .into_any()
    }
}

#[derive(Clone, Copy)]
struct Entries {
    token: Entry,
    name: Entry,
    email: Entry,
    provider: Entry,
    billing: Entry,
    teams: Entry,
    enterprise: Entry,
}

/// What was typed, parsed; without keys.
struct Typed {
    token: String,
    name: Name,
    email: Email,
    provider: Name,
    billing: Email,
    teams: u32,
    enterprise: u32,
}

impl Entries {
    /// Everything is looked at, so that every field says what it lacks.
    fn typed(self) -> Option<Typed> {
        let token = self.token.text.get_untracked().trim().to_owned();
        self.token.error.set(token.is_empty().then(|| t().public.setup_token_missing.to_owned()));
        let (name, email, provider) = (self.name.parse(), self.email.parse(), self.provider.parse());
        let (billing, teams, enterprise) = (self.billing.parse(), self.teams.seats(), self.enterprise.seats());
        if token.is_empty() {
            return None;
        }
        Some(Typed { token, name: name?, email: email?, provider: provider?, billing: billing?, teams: teams?, enterprise: enterprise? })
    }

    /// Puts the server's words beside the fields they are about.
    fn show(self, error: &ApiError) {
        for field in &error.fields {
            let entry = match field.field.as_str() {
                "setup_token" => self.token,
                "name" => self.name,
                "email" => self.email,
                "provider_name" => self.provider,
                "billing_email" => self.billing,
                "teams_seats" => self.teams,
                "enterprise_seats" => self.enterprise,
                _ => continue,
            };
            entry.error.set(Some(said(&field.message)));
        }
    }
}

#[component]
pub(super) fn SetupForm(is_done: RwSignal<bool>) -> impl IntoView {
    let session = Session::get();
    let navigate = use_navigate();
    let entries = Entries {
        token: Entry::new(take_token().unwrap_or_default()),
        name: Entry::default(),
        email: Entry::default(),
        provider: Entry::default(),
        billing: Entry::default(),
        teams: Entry::new("50"),
        enterprise: Entry::new("50"),
    };
    let notice = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let password = NewPassword::new(Signal::derive(move || {
        vec![entries.email.text.get(), entries.name.text.get(), entries.provider.text.get(), t().shell.product.to_owned()]
    }));
    let derivation = DerivationForm::new(Kdf::DEFAULT);
    // The bill goes to the first admin unless another address is typed.
    let billing_typed = RwSignal::new(false);
    Effect::new(move |_| {
        let email = entries.email.text.get();
        if !billing_typed.get_untracked() {
            entries.billing.text.set(email);
        }
    });

    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        notice.set(None);
        let typed = (entries.typed(), derivation.checked());
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            let result = async {
                let (Some(password), (Some(typed), Some(kdf))) = (password.checked().await, typed) else { return Ok(None) };
                let (keys, provider_key) = make_first_admin(&typed.email, password.clone(), kdf).await?;
                create_setup(SetupRequest {
                    setup_token: typed.token,
                    email: typed.email.clone(),
                    name: typed.name,
                    keys,
                    provider_name: typed.provider,
                    billing_email: typed.billing,
                    teams_seats: typed.teams,
                    enterprise_seats: typed.enterprise,
                    provider_key,
                })
                .await?;
                mark_setup_done();
                session.sign_in_as_made(typed.email, password, kdf).await?;
                Ok::<_, SignInError>(untrack(|| session.me()))
            }
            .await;
            busy.try_set(false);
            match result {
                Ok(Some(me)) => navigate(&home_path(&me), NavigateOptions { replace: true, ..NavigateOptions::default() }),
                Ok(None) => focus_first_wrong(),
                Err(SignInError::Refused(error)) if error.code == ErrorCode::Conflict => is_done.set(true),
                Err(SignInError::Refused(error)) => {
                    entries.show(&error);
                    focus_first_wrong();
                    notice.set(Some(failure_text(&error)));
                }
                Err(other) => notice.set(Some(other.message())),
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
            {entries.token.view(t().public.setup_token, FieldKind::Text, "off", Some(t().public.setup_token_hint))}
            <h2>{t().public.setup_you}</h2>
            <div class="columns">
                {entries.name.view(t().public.name, FieldKind::Text, "name", None)}
                {entries.email.view(t().public.email, FieldKind::Email, "username", None)}
            </div>
            <div class="stack" on:focusin=move |_| prewarm()>
                <NewPasswordFields state=password />
            </div>
            <p class="note">{t().public.cannot_be_reset}</p>
            <h2>{t().public.setup_provider}</h2>
            <div class="columns">
                {entries.provider.view(t().public.provider_name, FieldKind::Text, "organization", Some(t().public.provider_name_hint))}
                <div on:input=move |_| billing_typed.set(true)>{entries.billing.view(t().public.billing_email, FieldKind::Email, "email", None)}</div>
                {entries.teams.view(t().public.seats_teams, FieldKind::Number, "off", Some(t().public.seats_hint))}
                {entries.enterprise.view(t().public.seats_enterprise, FieldKind::Number, "off", Some(t().public.seats_hint))}
            </div>
            <details class="advanced">
                <summary>{t().public.advanced}</summary>
                <DerivationPicker form=derivation />
            </details>
            <Notice text=notice />
            <SubmitButton busy=busy>{move || if busy.get() { t().public.sign_in_busy } else { t().public.setup_create }}</SubmitButton>
        </form>
    }
}

/// The page was written by the server before: it says from now on what is so.
fn mark_setup_done() {
    if let Ok(Some(meta)) = document().query_selector("meta[name=castellan-setup]") {
        // Cannot fail: the attribute name is valid.
        let _ = meta.set_attribute("content", "done");
    }
}
