use leptos::{prelude::*, task::spawn_local};
use server::{
    api::account::{end_session, sessions},
    model::{
        account::{EndSessionRequest, SessionView},
        error::ApiError,
    },
};

use crate::{
    failure::failure_text,
    i18n::t,
    session::Session,
    shell::Problem,
    ui::{Badge, Button, DateTime, Icon, Skeleton, Toasts, Tone},
};

#[derive(Clone)]
enum Load {
    Waiting,
    Ready(Vec<SessionView>),
    Failed(ApiError),
}

/// Where one is signed in.
#[component]
pub(super) fn SessionsCard() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let load = RwSignal::new(Load::Waiting);
    let read = move || {
        spawn_local(async move {
            let next = match session.call(sessions).await {
                Ok(rows) => Load::Ready(rows),
                Err(error) => Load::Failed(error),
            };
            load.try_set(next);
        });
    };
    read();
    let retry = Callback::new(move |()| {
        load.set(Load::Waiting);
        read();
    });
    let end = Callback::new(move |row: SessionView| {
        spawn_local(async move {
            let request = EndSessionRequest { session: row.id };
            match session.call(|| end_session(request.clone())).await {
                Ok(()) => toasts.done(t().manager.session_ended(&row.device)),
                Err(error) => toasts.error(failure_text(&error)),
            }
            read();
        });
    });
    view! {
        <section class="card pad">
            <h2>{t().manager.sessions}</h2>
            <p class="muted">{t().manager.sessions_text}</p>
            <div>
                {move || match load.get() {
                    Load::Waiting => view! { <Skeleton lines=3 /> }.into_any(),
                    Load::Ready(rows) => rows.into_iter().map(|row| row_view(row, end)).collect_view().into_any(),
                    Load::Failed(error) => view! { <Problem error=error on_retry=retry /> }.into_any(),
                }}
            </div>
        </section>
    }
}

fn row_view(row: SessionView, end: Callback<SessionView>) -> AnyView {
    let reason = row.is_current.then(|| t().manager.no_current_end.to_owned());
    let ending = row.clone();
    view! {
        <div class="own-row">
            <div class="who">
                <Icon name="globe" />
                <span>
                    <b>{row.device}</b>
                    <small>
                        {t().manager.session_seen}" "<DateTime at=row.seen_at.0 />" "
                        {(!row.address.is_empty()).then(|| t().manager.session_from(&row.address))}
                    </small>
                </span>
            </div>
            {row.is_current.then(|| view! { <Badge tone=Tone::Info>{t().manager.this_session}</Badge> })}
            <div class="actions">
                <Button disabled_because=reason on_press=move |()| end.run(ending.clone())>{t().manager.end_session}</Button>
            </div>
        </div>
    }
    .into_any()
}
