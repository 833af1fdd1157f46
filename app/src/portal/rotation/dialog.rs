use leptos::{prelude::*, task::spawn_local};
use server::model::{error::ApiError, id::ProviderUserId, rotation::KeyState};

use super::change::{self, Change, Progress, ToCompare};
use crate::{
    failure::Failure,
    i18n::t,
    portal::{asking::Opened, current::Current, form::unexpected},
    session::Session,
    shell::CurrentProvider,
    ui::{Button, ButtonKind, Callout, Checkbox, Dialog, FingerprintPhrase, Progress as ProgressBar, SubmitButton, Toasts, Tone},
};

/// What the dialog shows.
#[derive(Clone)]
enum Step {
    /// What will be done.
    Intro,
    /// Links are being wrapped.
    Running,
    /// People whose phrases are to be compared, each with whether that was done.
    Compare(Change, Vec<(ToCompare, RwSignal<bool>)>),
}

#[derive(Clone, Copy)]
struct Work {
    current: Current,
    session: Session,
    provider: CurrentProvider,
    toasts: Toasts,
    opened: Opened,
    on_done: Callback<()>,
    step: RwSignal<Step>,
    /// There is a change to go on with.
    has_begun: RwSignal<bool>,
    progress: Progress,
    busy: RwSignal<bool>,
    failure: Failure,
}

/// Changes the provider key, and tells when it was changed.
pub(super) fn dialog(current: Current, state: KeyState, opened: Opened, on_done: Callback<()>) -> AnyView {
    let texts = &t().rotation;
    let progress = Progress { done: RwSignal::new(0), total: RwSignal::new(0), is_stopped: RwSignal::new(false) };
    let work = Work {
        current,
        session: Session::get(),
        provider: CurrentProvider::get(),
        toasts: Toasts::get(),
        opened,
        on_done,
        step: RwSignal::new(Step::Intro),
        has_begun: RwSignal::new(state.rotation.is_some()),
        progress,
        busy: RwSignal::new(false),
        failure: Failure::new(),
    };
    let begun = state.rotation.as_ref().map(|begun| texts.begun(&begun.by));
    let revision = state.revision;
    let close = Callback::new(move |()| {
        progress.is_stopped.set(true);
        opened.close();
    });
    let submit = move |()| match work.step.get_untracked() {
        Step::Intro => work.start(revision),
        Step::Running => {}
        Step::Compare(change, people) => work.finish_compared(change, people),
    };
    let action = move || match &*work.step.read() {
        Step::Intro if work.has_begun.get() => texts.go_on,
        Step::Intro | Step::Running => texts.change,
        Step::Compare(..) => texts.finish,
    };
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Primary busy=work.busy>{action}</SubmitButton>
        }
    };
    let body = move || match work.step.get() {
        Step::Intro => view! {
            {begun.clone().map(|begun| view! { <Callout>{begun}</Callout> })}
            <p>{texts.intro}</p>
            <p>{texts.intro_safe}</p>
            <p class="muted">{texts.intro_limits}</p>
        }
        .into_any(),
        Step::Running => view! {
            <ProgressBar label=texts.wrapping done=progress.done total=progress.total />
            <p class="muted">{texts.running_text}</p>
        }
        .into_any(),
        Step::Compare(_, people) => compare(&people),
    };
    view! {
        <Dialog open=opened.is_open() on_close=close title=texts.title.to_owned() on_submit=submit footer=footer>
            {work.failure.rest(&[])}
            {body.clone()}
        </Dialog>
    }
    .into_any()
}

fn compare(people: &[(ToCompare, RwSignal<bool>)]) -> AnyView {
    let texts = &t().rotation;
    let rows = people.iter().map(|(one, compared)| {
        let name = if one.person.name.is_empty() { one.person.email.clone() } else { one.person.name.clone() };
        let phrase = one.fingerprint.phrase.clone();
        view! {
            <section class="confirm-panel">
                <FingerprintPhrase label=t().portal_people.compare_phrase(&name) phrase=Signal::stored(Some(phrase)) />
                <Checkbox label=texts.compared(&name) checked=*compared />
            </section>
        }
    });
    view! {
        <Callout tone=Tone::Warn title=texts.compare_title>{texts.compare_text}</Callout>
        {rows.collect_view()}
    }
    .into_any()
}

impl Work {
    fn start(self, revision: u32) {
        self.run(async move {
            let user = untrack(|| self.session.me()).map(|me| me.id).ok_or_else(|| unexpected(()))?;
            let has_begun = self.has_begun.try_get_untracked().unwrap_or_default();
            let (change, view) = change::begin(self.session, (self.current.id, user), revision, has_begun).await?;
            self.has_begun.try_set(true);
            self.progress.done.try_set(view.links_done.into());
            self.progress.total.try_set(view.links.into());
            self.step.try_set(Step::Running);
            if !change.rewrap(self.progress).await? {
                return Ok(false);
            }
            let people = change.seal_pinned().await?;
            if people.is_empty() {
                change.finish(Vec::new()).await?;
                return Ok(true);
            }
            self.step.try_set(Step::Compare(change, people.into_iter().map(|one| (one, RwSignal::new(false))).collect()));
            Ok(false)
        });
    }

    fn finish_compared(self, change: Change, people: Vec<(ToCompare, RwSignal<bool>)>) {
        self.run(async move {
            let (compared, left): (Vec<_>, Vec<_>) = people.into_iter().partition(|(_, compared)| compared.try_get_untracked() == Some(true));
            change.seal_compared(compared.into_iter().map(|(one, _)| one).collect()).await?;
            let without = left.into_iter().map(|(one, _)| one.person.person).collect::<Vec<ProviderUserId>>();
            change.finish(without).await?;
            Ok(true)
        });
    }

    /// Does the work; `true` when the key was changed. What failed can be gone on with.
    fn run(self, work: impl Future<Output = Result<bool, ApiError>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.clear();
        self.busy.set(true);
        spawn_local(async move {
            let answer = work.await;
            self.busy.try_set(false);
            self.provider.reload();
            match answer {
                Ok(true) => {
                    self.opened.close();
                    self.toasts.done(t().rotation.done);
                    self.on_done.run(());
                }
                Ok(false) => {}
                Err(error) => {
                    self.step.try_set(Step::Intro);
                    self.failure.show(error);
                }
            }
        });
    }
}
