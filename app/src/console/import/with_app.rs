use leptos::{prelude::*, task::spawn_local};
use server::{api::imports::lend_to_app, model::organization::OrganizationRequest};

use super::task::Task;
use crate::{
    countdown::Countdown,
    failure::failure_text,
    i18n::t,
    session::Session,
    ui::{Button, ButtonKind, Callout, CopyText, MICROS_PER_SECOND, Toasts, Tone, now_micros},
};

/// Seconds for which a key is lent.
const LIFE: i64 = 120;

/// Lends a client's key to the app of a provider user, who may import with it once.
#[component]
pub(super) fn WithApp(task: Task) -> impl IntoView {
    let organization = task.organization;
    let session = Session::get();
    let toasts = Toasts::get();
    let countdown = Countdown::stopped();
    let busy = RwSignal::new(false);
    let lend = move |()| {
        busy.set(true);
        spawn_local(async move {
            let request = OrganizationRequest { organization: organization.id };
            let lent = session.call(|| lend_to_app(request.clone())).await;
            busy.try_set(false);
            match lent {
                Ok(ticket) => {
                    let left = ticket.expires_at.map_or(0, |at| (at.0 - now_micros()) / MICROS_PER_SECOND);
                    // The clock of the browser may be another one.
                    countdown.start(u32::try_from(left.clamp(1, LIFE)).ok());
                }
                Err(error) => toasts.error(failure_text(&error)),
            }
        });
    };
    let server = window().location().origin().unwrap_or_default();
    let words = &t().imports;
    let email = move || session.me().map(|me| me.email.to_string()).unwrap_or_default();
    let sign_in = Signal::derive(move || format!("bw config server {server} && bw login {}", email()));
    let import = Signal::derive(move || format!("bw sync --force && bw import --organizationid {} bitwardencsv export.csv", organization.id));
    let is_lent = Memo::new(move |_| countdown.left() > 0);
    // Told once; the count is for those who see it.
    let lent = move || {
        is_lent.get().then(|| {
            view! { <Callout tone=Tone::Good>{t().imports.app_lent}" "<span aria-hidden="true">{move || t().imports.app_left(countdown.left())}</span></Callout> }
        })
    };
    view! {
        <div class="split">
            <section class="card pad stack">
                <h2>{words.app_title}</h2>
                <p class="muted">{move || t().imports.app_text(&organization.view().name)}</p>
                <ol class="import-how app-steps">
                    <li>
                        <div class="stack">
                            <p>{words.app_sign_in}</p>
                            <CopyText text=sign_in label=words.app_sign_in_command />
                        </div>
                    </li>
                    <li>
                        <div class="stack">
                            <p>{words.app_lend_text}</p>
                            <div class="actions">
                                <Button kind=ButtonKind::Primary icon="key" busy=busy on_press=lend>{words.app_lend}</Button>
                            </div>
                            <div role="status">{lent}</div>
                        </div>
                    </li>
                    <li>
                        <div class="stack">
                            <p>{words.app_import}</p>
                            <CopyText text=import label=words.app_import_command />
                        </div>
                    </li>
                </ol>
            </section>
            <section class="card pad">
                <h2>{words.how_title}</h2>
                <ol class="import-how">
                    <li>{words.app_how_key}</li>
                    <li>{words.app_how_items}</li>
                    <li>{move || t().imports.how_hold(&organization.view().name)}</li>
                </ol>
            </section>
        </div>
    }
}
