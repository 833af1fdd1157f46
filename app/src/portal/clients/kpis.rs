use leptos::prelude::*;
use server::model::client::ClientSummary;

use crate::{
    i18n::{number, t},
    ui::Skeleton,
};

/// The figures above the list, over all clients in reach.
pub(super) fn kpis(summary: RwSignal<Option<ClientSummary>>, plan_href: String) -> AnyView {
    (move || match summary.get() {
        None => view! { <div class="kpis">{(0..3).map(|_| view! { <div class="kpi"><Skeleton lines=3 /></div> }).collect_view()}</div> }.into_any(),
        Some(summary) => figures(&summary, plan_href.clone()),
    })
    .into_any()
}

fn figures(summary: &ClientSummary, plan_href: String) -> AnyView {
    let texts = &t().portal_clients;
    let shown = |n: u32| number(u64::from(n));
    let base = summary.seats_unassigned.map_or_else(|| texts.seats_of_yours.to_owned(), |n| texts.unassigned(n));
    let waiting = if summary.to_confirm == 0 { texts.nobody_waits.to_owned() } else { texts.in_clients(summary.clients_to_confirm) };
    view! {
        <div class="kpis">
            <div class="kpi">
                <span>{texts.clients}</span>
                <b>{shown(summary.all)}</b>
                <small>{texts.by_status(summary.active, summary.setting_up, summary.suspended)}</small>
            </div>
            <a class="kpi" href=plan_href>
                <span>{texts.seats}</span>
                <b>{texts.used_of(summary.seats_used, summary.seats_total)}</b>
                <small>{base}</small>
            </a>
            <a class="kpi" href="?chip=attention">
                <span>{texts.waiting}</span>
                <b>{shown(summary.to_confirm)}</b>
                <small>{waiting}</small>
            </a>
        </div>
    }
    .into_any()
}
