use leptos::{prelude::*, task::spawn_local};
use server::{
    api::account::{end_api_key, make_api_key},
    model::account::ApiKey,
};

use crate::{
    failure::failure_text,
    i18n::t,
    session::Session,
    ui::{Button, ButtonKind, Callout, CopyText, DateTime, Dialog, Toasts, Tone},
};

/// The key with which command line clients and scripts sign in. It is told once, in a dialog.
#[component]
pub(super) fn ApiKeyCard() -> impl IntoView {
    let session = Session::get();
    let toasts = Toasts::get();
    let made_at = move || session.me().and_then(|me| me.api_key_at);
    let made = RwSignal::new(None::<ApiKey>);
    let busy = RwSignal::new(false);
    let make = move |()| {
        busy.set(true);
        spawn_local(async move {
            let result = session.call(make_api_key).await;
            busy.try_set(false);
            match result {
                Ok(key) => {
                    made.try_set(Some(key));
                    follow(session, toasts).await;
                }
                Err(error) => toasts.error(failure_text(&error)),
            }
        });
    };
    let end = move |()| {
        busy.set(true);
        spawn_local(async move {
            let result = session.call(end_api_key).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    toasts.done(t().manager.api_key_ended);
                    follow(session, toasts).await;
                }
                Err(error) => toasts.error(failure_text(&error)),
            }
        });
    };
    view! {
        <section class="card pad">
            <h2>{t().manager.api_key}</h2>
            <p class="muted">{t().manager.api_key_text}</p>
            <p>
                {move || match made_at() {
                    Some(at) => view! { {t().manager.api_key_made}" "<DateTime at=at.0 /> }.into_any(),
                    None => t().manager.api_key_none.into_any(),
                }}
            </p>
            <div class="actions">
                {move || {
                    let has_one = made_at().is_some();
                    let label = if has_one { t().manager.api_key_replace } else { t().manager.api_key_make };
                    view! {
                        <Button busy=busy on_press=make>{label}</Button>
                        {has_one.then(|| view! { <Button kind=ButtonKind::Danger busy=busy on_press=end>{t().manager.api_key_end}</Button> })}
                    }
                }}
            </div>
        </section>
        <Told made=made />
    }
}

/// Shows what is true now.
async fn follow(session: Session, toasts: Toasts) {
    if let Err(error) = session.reload_me().await {
        toasts.error(failure_text(&error));
    }
}

#[component]
fn Told(made: RwSignal<Option<ApiKey>>) -> impl IntoView {
    let text = move |part: fn(&ApiKey) -> &String| Signal::derive(move || made.with(|key| key.as_ref().map(part).cloned().unwrap_or_default()));
    let close = move |()| made.set(None);
    view! {
        <Dialog
            open=Signal::derive(move || made.with(Option::is_some))
            on_close=close
            title=t().manager.api_key_told.to_owned()
            footer=move || view! { <Button kind=ButtonKind::Primary on_press=close>{t().manager.api_key_kept}</Button> }.into_any()
        >
            <Callout tone=Tone::Warn>{t().manager.api_key_once}</Callout>
            <p class="label">{t().manager.client_id}</p>
            <CopyText text=text(|key| &key.client_id) label=t().manager.client_id />
            <p class="label">{t().manager.client_secret}</p>
            <CopyText text=text(|key| &key.client_secret) label=t().manager.client_secret />
        </Dialog>
    }
}
