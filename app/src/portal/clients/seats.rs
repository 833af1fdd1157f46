use leptos::prelude::*;
use server::{
    api::clients::set_client_seats,
    model::{
        client::{ClientView, SetSeatsRequest},
        error::ErrorCode,
    },
};

use super::{create::parse_seats, seat_sum::SeatSum, state::Clients};
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
    ui::{Callout, Field, FieldKind, Meter},
    undo::replace,
};

/// Seats of one client. A service user assigns what is paid for; buying is a provider admin's decision.
pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    clients.reload_plan();
    let ClientView { id, name, plan, seats: has, occupied, .. } = client;
    let seats = RwSignal::new(has.to_string());
    let sum = move || Some(SeatSum::of(clients.pool(plan)?, has, parse_seats(&seats.get(), 1).ok()?));
    let refused = form.failure.field_of("seats", seats);
    let too_few = Signal::derive(move || {
        let below = seats.get().trim().parse::<u32>().is_ok_and(|wanted| wanted < occupied);
        below.then(|| texts.seats_least(occupied)).or_else(|| refused.get())
    });
    let blocked = Signal::derive(move || {
        let buying = sum().map_or(0, |sum| sum.buying);
        (buying > 0 && !clients.current.is_admin()).then(|| texts.seats_admin_only(buying))
    });
    // Nothing is bought for somebody who may not buy: the reason stands alone then.
    let words = Signal::derive(move || sum().filter(|_| blocked.read().is_none()).map(SeatSum::words));
    let label = texts.seats_of(&name);
    let title = texts.seats_title(&name);
    let submit = move |()| {
        let wanted = match parse_seats(&seats.get_untracked(), occupied) {
            Ok(wanted) => wanted,
            Err(reason) => return form.failure.show_fields(vec![("seats", reason)]),
        };
        let name = name.clone();
        let buying = untrack(sum).map_or(0, |sum| sum.buying);
        let set = move |(seats, buying)| {
            let name = name.clone();
            let request = SetSeatsRequest { provider: clients.current.id, organization: id, seats, buying };
            async move {
                clients.write(request.organization, || set_client_seats(request.clone())).await?;
                clients.changed(id, |row| row.seats = seats);
                Ok(t().portal_clients.seats_done(&name, seats))
            }
        };
        let work = async move {
            let done = replace((has, 0), (wanted, buying), set).await?;
            Ok(if buying == 0 { done } else { done.for_good() })
        };
        form.send_or(work, move |error| {
            if matches!(error.code, ErrorCode::Conflict | ErrorCode::SeatsExhausted | ErrorCode::SeatsPurchaseNeedsAdmin) {
                clients.reload_plan();
            }
        });
    };
    form.dialog(title, Action::new(texts.save_seats).disabled_because(blocked), submit, move || {
        view! {
            {form.failure.rest(&["seats"])}
            <div class="meter-wide"><Meter label=label.clone() used=u64::from(occupied) total=u64::from(has) /></div>
            <Field label=texts.seats value=seats kind=FieldKind::Number hint=words error=too_few />
            {move || blocked.get().map(|reason| view! { <Callout>{reason}</Callout> })}
            {move || (!clients.current.is_admin() && blocked.read().is_none()).then(|| view! { <small>{texts.seats_service_hint}</small> })}
        }
        .into_any()
    })
}
